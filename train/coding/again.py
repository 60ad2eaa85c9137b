#!/usr/bin/python3
"""again.py EXAMPLES NETWORK OUT [--seed N]: one short pass more of a network that is written already (net.py), over new examples.

Everything but its rows of WordNet's nodes and of meanings, which are added up in its lemmas' rows by now: with small steps, by the labels alone, the
tests' cases twice. For sentences that came too late; what was learnt from before should be among the examples, and sentences in which nothing is done."""
import argparse
import random
import sys

import numpy as np
import torch
from torch import nn

import net as learning

RATE, BAG_RATE, BAG_BEGUN, LEAST = 1e-4, 0.01, 0.5, 0.05  # BAG_BEGUN: as if the features had learnt for long


def learn(network, sentences, seed):
    torch.manual_seed(seed)
    rng, order = np.random.default_rng(seed), random.Random(seed)
    bag = network.features.weight
    rest = [p for name, p in network.named_parameters() if p is not bag and not name.startswith(("each", "nodes"))]
    adam, adagrad = torch.optim.Adam(rest, lr=RATE), torch.optim.Adagrad([bag], lr=BAG_RATE, initial_accumulator_value=BAG_BEGUN)
    batches = learning.batches_of(sentences, order)
    network.train()
    for step, some in enumerate(batches):
        b = learning.batch(some, True, rng)
        scores, share, _, _ = network(b)
        look = (learning.look_of(share, b).sum(1) * b["joined_weight"]).sum()
        network.zero_grad()
        ((learning.losses_of(scores, b).sum() - learning.LOOK * look) / learning.BATCH).backward()
        nn.utils.clip_grad_norm_(rest, 5)
        for way, rate in ((adam, RATE), (adagrad, BAG_RATE)):
            for group in way.param_groups:
                group["lr"] = rate * max(LEAST, 1 - step / len(batches))
            way.step()
    network.eval()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("examples")
    options.add_argument("network")
    options.add_argument("out")
    options.add_argument("--seed", type=int, default=5)
    chosen = options.parse_args()
    torch.set_num_threads(1)
    sentences, root_count = learning.read(chosen.examples)
    with open(chosen.network, "rb") as file:
        data = file.read()
    network, keys = next(learning.networks_of(data, root_count))
    learning.set_rows(sentences, network.lemmas, keys)
    cases = [s for s in sentences if s["fold"] == learning.CASES]
    print(f"{len(sentences)} sentences, {len(cases)} of them cases", file=sys.stderr, flush=True)
    learn(network, sentences + cases, chosen.seed)
    learning.ROW_LEAST = learning.LEMMA_ROW_LEAST = 0  # what was written once stays
    learning.write(chosen.out, learning.bytes_of(network, keys, np.frombuffer(data, "<f4", 2, 8)))


if __name__ == "__main__":
    main()
