#!/usr/bin/python3
"""net.py EXAMPLES OUT [--epochs N] [--seed N] [--judge-only] [--like FILE] [--meaning FILE] [--temperatures ROOTS JOINED]: learns a network of the encoder (src/code/encoder.h) from
what train-coding wrote (train/coding/write.c), and writes its bytes (src/code/network.c) to OUT.

From everything; and beside that, in a second process, without the tests' cases (CASES of train-coding), which it then foretells: how good it
is, and the temperatures that make its chances mean what they say (Guo et al. 2017), taken unless others are given. With --beside FILE that encoder is kept, too, to choose
thresholds by. With --second FILE, and temperatures, the second process learns from everything, too, in another order: a second network, for an encoder of two. With --like FILE,
an encoder's bytes, the mean of what its networks say counts beside the labels (distillation: Hinton, Vinyals and Dean 2015), but not on the cases, where only labels do. Which words tell of each deed is known as well:
attention is to look there, each word is to know what it tells of, and each word seen by two is to know what of them. That is asked beside the
scores, and makes the words know more (rationales as supervision: Zaidan, Eisner and Piatko 2007). One thread each: same examples, same bytes on the same machine. Wants torch
(Debian: python3-torch, and libopenblas0-pthread, without which it takes five times as long), python3-xxhash and wordnet-base.

A lemma is known by a row of its own, by the nodes of WordNet that it stands under (wordnet.py) and, with --meaning, by what it means (meaning.py, mapped
linearly), so that what was never met is read, too. All are added up when the network is written: the coder sees one row a lemma. The last pass is over all sentences in the tone of the tests, and some of the others.
"""
import argparse
import collections
import json
import os
import random
import sys
import time

import numpy as np
import torch
import xxhash
from torch import nn
from torch.nn import functional as F

import wordnet

WIDTH, LAYERS, HEADS, ROOTS, VECTOR, DENSE, DEEDS_MAX = 96, 2, 4, 16, 64, 256, 4
UPOS, RELATIONS, KINDS, PLACES, ZONES, MIXED, WAY = 24, 64, 14, 7, 6, 6, 2
TOKENS_MAX = 90  # of a sentence that is learnt from
JOINED, TOLD, HOME, OUT = ROOTS, ROOTS + 1, 2 * ROOTS + 1, 2 * ROOTS + 2  # where the scores stand
LEMMA_LEAST, FEATURE_LEAST = 3, 5  # sentences, examples; what is rarer is not learnt
LEMMA_ROW_LEAST, NODE_LEAST = 0.35, 2  # of a lemma, as below; lemmas of the sentences that stand under a node, for it to be learnt
ROW_LEAST = 0.56  # a feature whose row is shorter hardly speaks, and is not written: two in three
BATCH, RATE, BAG_RATE = 32, 2e-3, 0.03
TONE_WEIGHT, WHOLE_WEIGHT, LAST_WHOLE, LAST_REST = 6, 3, 0.5, 0.17  # of the tests' tone, of whole sentences (train/coding.c); shares of the last pass
DROP, DROP_HIDDEN, DROP_FEATURES, DROP_LEMMAS, DROP_NODES = 0.1, 0.1, 0.3, 0.3, 0.1
LOOK, TAG, EACH = 0.5, 0.5, 1.0  # what it counts that attention looks at the words of a deed, that they know it, that they know it of the two
CASES = -4  # fold of the sentences that the second process leaves out
LIKE, COOLED = 0.35, 1.3  # what the answers of an encoder count beside the labels; by how much they are cooled before
WORDS_LEAST, WORDS_SHARE = 6, 0.7  # a deed whose words are more than both (tokens; of the sentence) is told by all of it, and nowhere


def read(path):
    """Sentences with their couples, from the bytes of write.c; and how many roots heads have."""
    data, at, sentences = open(path, "rb").read(), 0, []

    def take(kind, count):
        nonlocal at
        out = np.frombuffer(data, kind, count, at)
        at += out.nbytes
        return out

    root_count = int(take("<i4", 1)[0])
    while at < len(data):
        mark = take("<i4", 1)[0]
        if mark == ord("S"):
            n, fold = take("<i4", 2)
            s = {"n": int(n), "fold": int(fold), "couples": []}
            for name, kind in (("lemma", "<u4"), ("upos", "<i4"), ("relation", "<i4"), ("head", "<i4"), ("kind", "<i4")):
                s[name] = take(kind, n)
            s["vector"] = take("i1", n * VECTOR).reshape(n, VECTOR)
            s["roots"] = take("<f4", n * root_count).reshape(n, root_count)
            sentences.append(s)
        elif mark == ord("P"):
            c = dict(zip(("as", "source", "target", "meet", "labels", "joined", "home", "free", "count"), map(int, take("<i4", 9))))
            c["deeds"] = take("<i4", DEEDS_MAX)
            c["words"] = take("<i4", 2 * DEEDS_MAX).reshape(DEEDS_MAX, 2)
            c["weight"], c["joined_weight"], c["others_weight"] = map(float, take("<f4", 3))
            n = sentences[-1]["n"]
            c["place"], c["zone"] = take("u1", n), take("u1", n)
            c["keys"], c["values"] = take("<u4", c["count"]), take("<f4", c["count"])
            c["dense"] = take("<f4", DENSE)
            sentences[-1]["couples"].append(c)
        else:
            sys.exit(f"net.py: {path}: no example at byte {at}")
    return [s for s in sentences if s["couples"] and s["n"] <= TOKENS_MAX], root_count


def key_of(lemma):
    """As toc_network_lemma (src/code/network.c)."""
    whole = xxhash.xxh3_64_intdigest(lemma.encode(), seed=11)
    return (whole >> 32 ^ whole) & 0xFFFFFFFF


class Lemmas:
    """The lemmas that are told apart, by their keys, ascending; the first of a sentence's is 1, and 0 is all others. Each has a row of its own, or
    the row 0 of none, the nodes of WordNet that it stands under, with what they count, and what it means."""

    def __init__(self, keys, own, nodes=(), node_count=0, meaning=None):
        self.keys, self.row = keys, torch.from_numpy(np.concatenate([[0], np.where(own, np.cumsum(own), 0).astype(np.int64)]))
        nodes = [((), ()), *(nodes or [((), ())] * len(keys))]
        self.count = torch.tensor([len(at) for at, _ in nodes])
        self.first = self.count.cumsum(0) - self.count
        self.nodes = torch.tensor([node for at, _ in nodes for node in at], dtype=torch.long)
        self.values = torch.tensor([value for _, values in nodes for value in values], dtype=torch.float32)
        self.row_count, self.node_count = int(self.row.max()) + 1, node_count
        self.meaning = torch.zeros(len(keys) + 1, 0) if meaning is None else torch.from_numpy(np.vstack([np.zeros_like(meaning[:1]), meaning]))


def meaning_of(path, keys):
    """What the lemmas of the keys mean; of those that it does not tell, zeros."""
    with np.load(path) as told:
        words, v = told["words"], told["v"]
    at = {key_of(str(word)): row for row, word in enumerate(words)}
    out = np.zeros((len(keys), v.shape[1]), np.float32)
    for i, key in enumerate(keys):
        if key in at:
            out[i] = v[at[key]]
    return out


def lemmas_of(sentences, meaning=None):
    """Those that are common enough, and all that WordNet knows; of its nodes those that some have in common. meaning: the file that tells it."""
    times, under = collections.Counter(), collections.Counter()
    for s in sentences:
        times.update(s["lemma"].tolist())
    known = {key_of(lemma): nodes for lemma, nodes in wordnet.nodes_of().items() if lemma.islower()}
    for key in times.keys() & known.keys():
        under.update(known[key].keys())
    most = max(under.values()) + 2
    number = {node: n for n, node in enumerate(sorted(node for node, lemmas in under.items() if lemmas >= NODE_LEAST))}
    for key, nodes in known.items():  # what stands under many tells less
        told = {number[n]: counts * np.log(most / (under[n] + 1)) / np.log(most) for n, counts in nodes.items() if n in number}
        length = np.sqrt(sum(x * x for x in told.values()))
        known[key] = (list(told), [x / max(length, 1e-9) for x in told.values()])
    keys = sorted({key for key in times if times[key] >= LEMMA_LEAST} | {key for key, (at, _) in known.items() if at})
    own = np.array([times[key] >= LEMMA_LEAST for key in keys])
    return Lemmas(np.array(keys, dtype=np.uint32), own, [known.get(key, ((), ())) for key in keys], len(number), meaning_of(meaning, keys) if meaning else None)


def features_of(sentences):
    """Keys of the features that are common enough, ascending, each a row."""
    keys, times = np.unique(np.concatenate([np.unique(c["keys"]) for s in sentences for c in s["couples"]]), return_counts=True)
    return keys[times >= FEATURE_LEAST]


def set_rows(sentences, lemmas, keys):
    """What each lemma and feature is in the tables, in place of its key; and what else the network takes."""
    def rows(table, wanted):
        at = np.searchsorted(table, wanted).clip(max=len(table) - 1)
        return np.where(table[at] == wanted, at + 1, 0)

    for s in sentences:
        length = np.linalg.norm(s["vector"].astype(np.float32), axis=1, keepdims=True)
        s["vector"] = s["vector"] / np.maximum(length, 1e-9) * 2 * (length > 0)
        s["vector"] = s["vector"].astype(np.float32)
        s["lemma"] = rows(lemmas.keys, s["lemma"])
        s["root"] = s["head"] < 0
        s["head"] = np.where(s["head"] < 0, np.arange(s["n"]), s["head"])
        for c in s["couples"]:
            row = rows(keys, c["keys"])
            c["row"], c["values"] = row[row > 0] - 1, c["values"][row > 0]
            del c["keys"]


class Encoder(nn.Module):
    def __init__(self, lemmas, feature_count, root_count):
        super().__init__()

        def small(rows, width):
            table = nn.Embedding(rows, width)
            nn.init.normal_(table.weight, 0, 0.1)
            return table

        self.lemmas = lemmas
        self.vector, self.lemma = nn.Linear(VECTOR, WIDTH), nn.Embedding(lemmas.row_count, WIDTH, padding_idx=0)
        nn.init.normal_(self.lemma.weight, 0, 0.05)
        with torch.no_grad():
            self.lemma.weight[0] = 0
        self.nodes = nn.EmbeddingBag(max(1, lemmas.node_count), WIDTH, mode="sum", sparse=True)
        nn.init.uniform_(self.nodes.weight, -0.01, 0.01)
        self.meaning = nn.Linear(lemmas.meaning.shape[1], WIDTH, bias=False) if lemmas.meaning.shape[1] else None
        if self.meaning:
            nn.init.normal_(self.meaning.weight, 0, 0.02)
        self.upos, self.relation, self.kind = small(UPOS, WIDTH), small(RELATIONS, WIDTH), small(KINDS, WIDTH)
        self.roots = nn.Linear(root_count, WIDTH, bias=False)
        self.layers = nn.ModuleList(nn.ModuleList(nn.Linear(WIDTH, WIDTH) for _ in range(MIXED)) for _ in range(LAYERS))
        self.ask, self.ask_as = nn.Linear(3 * WIDTH, WIDTH), small(2, WIDTH)
        self.key, self.value = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.place_heads, self.zone_heads, self.place_value = small(PLACES, HEADS), small(ZONES, HEADS), small(PLACES, WIDTH)
        self.parts, self.parts_as = nn.Linear(5 * WIDTH, WIDTH), small(2, WIDTH)
        self.features = nn.EmbeddingBag(feature_count, WIDTH, mode="sum", sparse=True)
        nn.init.uniform_(self.features.weight, -0.02, 0.02)
        self.dense, self.out = nn.Linear(DENSE, WIDTH), nn.Linear(WIDTH, OUT)
        self.tags, self.tags_value = nn.Linear(WIDTH, ROOTS), nn.Linear(ROOTS, WIDTH, bias=False)
        nn.init.constant_(self.tags.bias, -4)
        # asked in learning alone
        self.each_word, self.each_asked, self.each = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, ROOTS)
        self.each_place, self.each_zone = small(PLACES, WIDTH), small(ZONES, WIDTH)
        nn.init.constant_(self.each.bias, -5)

    def under(self, lemmas):
        """What the nodes of WordNet that lemmas stand under add up to, and what they mean."""
        count = self.lemmas.count[lemmas]
        first = count.cumsum(0) - count
        at = torch.arange(int(count.sum())) + torch.repeat_interleave(self.lemmas.first[lemmas] - first, count)
        under = self.nodes(self.lemmas.nodes[at], first, self.lemmas.values[at])
        return under + self.meaning(self.lemmas.meaning[lemmas]) if self.meaning else under

    def words(self, b):
        once, of = torch.unique(b["lemma"], return_inverse=True)
        lemma, under = self.lemmas.row[b["lemma"]], self.under(once)[of]
        if self.training:
            lemma = lemma * (torch.rand(lemma.shape) > DROP_LEMMAS)
            under = under * (torch.rand(lemma.shape) > DROP_NODES)[..., None]
        mask = b["mask"][..., None]
        h = F.relu(self.vector(b["vector"]) + self.lemma(lemma) + under + self.upos(b["upos"]) + self.relation(b["relation"])
                   + self.kind(b["kind"]) + self.roots(b["roots"]))
        h = F.dropout(h, DROP, self.training) * mask
        head = b["head"][..., None].expand(-1, -1, WIDTH)
        length = mask.sum(1, keepdim=True)
        for own, before, behind, above, below, all_of_it in self.layers:
            hanging = torch.zeros_like(h).scatter_add(1, head, h * b["hangs"][..., None]) / b["children"][..., None]
            mixed = F.relu(own(h) + before(F.pad(h, (0, 0, 1, 0))[:, :-1]) + behind(F.pad(h, (0, 0, 0, 1))[:, 1:])
                           + above(h.gather(1, head)) + below(hanging) + all_of_it(h.sum(1, keepdim=True) / length))
            h = (h + F.dropout(mixed, DROP, self.training)) * mask
        return h

    def forward(self, b):
        """Scores of the couples; and in learning where attention looks, what each word tells of, and what of the couple."""
        h, of = self.words(b), b["sentence"]
        source = h[of, b["source"].clamp(min=0)] * (b["source"] >= 0)[:, None]
        target = h[of, b["target"].clamp(min=0)] * (b["target"] >= 0)[:, None]
        meet = h[of, b["meet"].clamp(min=0)]
        asked = self.ask(torch.cat([source, target, meet], 1)) + self.ask_as(b["as"])
        key = self.key(h).view(h.shape[0], h.shape[1], HEADS, -1)[of]
        tags = self.tags(h)
        value = (self.value(h) + self.tags_value(torch.sigmoid(tags)))[of] + self.place_value(b["place"])
        score = torch.einsum("phd,pnhd->pnh", asked.view(-1, HEADS, WIDTH // HEADS), key) / (WIDTH // HEADS) ** 0.5
        score = score + self.place_heads(b["place"]) + self.zone_heads(b["zone"])
        share = score.masked_fill(b["mask"][of][..., None] == 0, -1e9).softmax(1)
        seen = torch.einsum("pnh,pnhd->phd", share, value.view(value.shape[0], value.shape[1], HEADS, -1)).reshape(-1, WIDTH)
        way = h[of].masked_fill(b["place"][..., None] > WAY, 0).max(1)[0]
        hidden = self.parts(F.dropout(torch.cat([source, target, meet, seen, way], 1), DROP, self.training))
        hidden = hidden + self.parts_as(b["as"]) + self.features(b["row"], b["from"], b["values"]) + self.dense(b["dense"])
        out = self.out(F.dropout(F.relu(hidden), DROP_HIDDEN, self.training))
        if not self.training:
            return out
        each = F.relu(self.each_word(h)[of] + self.each_asked(asked)[:, None] + self.each_place(b["place"]) + self.each_zone(b["zone"]))
        return out, share, tags, self.each(F.dropout(each, DROP, self.training))


def words_of(sentence, n, couple):
    """Which of n tokens tell of each deed; none where that is not known."""
    out = np.zeros((DEEDS_MAX, n), np.float32)
    for told, deed, (first, end) in zip(out, couple["deeds"], couple["words"]):
        if deed and end - first <= max(WORDS_LEAST, WORDS_SHARE * sentence["n"]):
            told[first:end] = 1
    return out


def batch(sentences, training, rng):
    n, b = max(s["n"] for s in sentences), {}
    for name in ("lemma", "upos", "relation", "kind", "head", "vector", "roots"):
        table = np.zeros((len(sentences), n) + sentences[0][name].shape[1:], sentences[0][name].dtype)
        for i, s in enumerate(sentences):
            table[i, : s["n"]] = s[name]
        b[name] = torch.from_numpy(table) if table.dtype == np.float32 else torch.from_numpy(table.astype(np.int64))
    mask, hangs = np.zeros((len(sentences), n), np.float32), np.zeros((len(sentences), n), np.float32)
    couples = [(i, c) for i, s in enumerate(sentences) for c in s["couples"]]
    place, zone = np.full((len(couples), n), 4, np.int64), np.zeros((len(couples), n), np.int64)
    for i, s in enumerate(sentences):
        mask[i, : s["n"]] = 1
        hangs[i, : s["n"]] = ~s["root"]
    rows, values, begin, at = [], [], [], 0
    for k, (i, c) in enumerate(couples):
        place[k, : len(c["place"])] = c["place"]
        zone[k, : len(c["zone"])] = c["zone"]
        row, value = c["row"], c["values"]
        if training:
            kept = rng.random(len(row)) >= DROP_FEATURES
            row, value = row[kept], value[kept] / (1 - DROP_FEATURES)
        rows.append(row)
        values.append(value)
        begin.append(at)
        at += len(row)
    b["mask"], b["hangs"] = torch.from_numpy(mask), torch.from_numpy(hangs)
    b["children"] = torch.zeros(mask.shape).scatter_add(1, b["head"], b["hangs"]).clamp(min=1)
    b["place"], b["zone"] = torch.from_numpy(place), torch.from_numpy(zone)
    b["row"] = torch.from_numpy(np.concatenate(rows).astype(np.int64))
    b["values"] = torch.from_numpy(np.concatenate(values).astype(np.float32))
    b["from"] = torch.tensor(begin)
    b["sentence"] = torch.tensor([i for i, _ in couples])
    for name in ("as", "source", "target", "meet", "joined", "home"):
        b[name] = torch.tensor([c[name] for _, c in couples])
    for name in ("weight", "joined_weight", "others_weight"):
        b[name] = torch.tensor([c[name] for _, c in couples], dtype=torch.float32)
    b["labels"] = torch.tensor([[c["labels"] >> r & 1 for r in range(ROOTS)] for _, c in couples], dtype=torch.float32)
    b["deeds"] = torch.tensor([[[d >> r & 1 for r in range(ROOTS)] for d in c["deeds"].tolist()] for _, c in couples]) > 0
    b["words"] = torch.from_numpy(np.stack([words_of(s, n, c) for s, c in ((sentences[i], c) for i, c in couples)]))
    b["whole"] = torch.tensor([float(all(c["others_weight"] == 1 for c in s["couples"])) for s in sentences])
    b["dense"] = torch.from_numpy(np.stack([c["dense"] for _, c in couples]))
    b["couples"] = [c for _, c in couples]
    if "answer" in b["couples"][0]:
        b["answers"] = torch.from_numpy(np.stack([c["answer"] for _, c in couples]).astype(np.float32))
        b["like"] = torch.tensor([0.0 if sentences[i]["fold"] == CASES else LIKE for i, _ in couples])
    return b


def losses_of(scores, b):
    """Of each two: that they are joined, by which root if so, and which roots are told at all: of each deed one of its roots, and no
    other. Labelled pairs (own-*.tsv) say nothing of others."""
    log_told, log_not = F.logsigmoid(scores[:, TOLD:HOME]), F.logsigmoid(-scores[:, TOLD:HOME])
    none = (log_not[:, None] * b["deeds"]).sum(2).clamp(max=-1e-6)  # of each deed: that no root of it is told
    some = torch.log1p(-none.exp()).masked_fill(~b["deeds"].any(2), 0).sum(1)
    others = log_not.masked_fill(b["deeds"].any(1), 0).sum(1) * b["others_weight"]
    told_loss = -(some + others) * b["joined_weight"] / 3
    joined = F.binary_cross_entropy_with_logits(scores[:, JOINED], b["joined"].clamp(min=0).float(), reduction="none")
    told = b["labels"].sum(1) > 0
    right = F.log_softmax(scores[:, :ROOTS], 1).masked_fill(b["labels"] == 0, -1e9).logsumexp(1)
    home = F.binary_cross_entropy_with_logits(scores[:, HOME], b["home"].clamp(min=0).float(), reduction="none")
    return told_loss + home * (b["home"] >= 0) + joined * b["joined_weight"] * (b["joined"] >= 0) - torch.where(told, right * b["weight"], torch.zeros(()))


def unlike(scores, b):
    """Of each two: how far the scores are from the answers that they are to be like."""
    answers = b["answers"] / COOLED
    each = F.binary_cross_entropy_with_logits(scores[:, JOINED:], torch.sigmoid(answers[:, JOINED:]), reduction="none")
    joined, told, home = each[:, 0], each[:, 1:1 + ROOTS].sum(1) / 3, each[:, 1 + ROOTS] * (b["home"] >= 0)
    root = -(answers[:, :ROOTS].softmax(1) * F.log_softmax(scores[:, :ROOTS], 1)).sum(1)
    return b["joined_weight"] * (joined + told + torch.sigmoid(answers[:, JOINED]) * root) + home


def hints_loss(share, tags, each, b):
    """That attention looks at the words of a deed; that one of them tells its root, and no other word does, of the
    sentence and of the two. Where the words are not known, any may tell it."""
    of, words, deeds, weight = b["sentence"], b["words"], b["deeds"], b["joined_weight"]
    known, mask = words.any(2), b["mask"]

    def told(none, tokens):
        """Of each deed the log of the chance that one of the tokens tells one of its roots."""
        return torch.log1p(-torch.einsum("pnr,pdr,pdn->pd", none, deeds.float(), tokens).clamp(max=-1e-6).exp())

    def others(none, at, tokens):
        right = torch.zeros(none.shape).index_add(0, at, torch.einsum("pdr,pdn->pnr", deeds.float(), tokens)) > 0
        return none.masked_fill(right, 0).sum((1, 2))

    look = look_of(share, b)
    none = F.logsigmoid(-tags) * mask[..., None]
    couples = torch.zeros(len(mask)).index_add(0, of, known.any(1).float()).clamp(min=1)[of]
    tag = ((told(none[of], words) * known).sum(1) * weight / couples).sum() + (others(none, of, words) * b["whole"]).sum()
    none, anywhere = F.logsigmoid(-each) * mask[of][..., None], words + (deeds.any(2) & ~known)[..., None] * mask[of][:, None]
    own = (told(none, anywhere) * deeds.any(2)).sum(1) + others(none, torch.arange(len(of)), anywhere) * b["others_weight"]
    return -LOOK * (look.sum(1) * weight).sum() - TAG * tag - EACH * (own * weight).sum() / 3


def look_of(share, b):
    """Of each deed whose words are known: the log of how much attention looks at them."""
    return (torch.einsum("pnh,pdn->pd", share, b["words"]) / HEADS + 1e-4).log() * b["words"].any(2)


def batches_of(sentences, order):
    """In an order of their own, each of sentences of like length, for little padding."""
    sentences, batches = order.sample(sentences, len(sentences)), []
    for i in range(0, len(sentences), BATCH * 20):
        like = sorted(sentences[i: i + BATCH * 20], key=lambda s: s["n"])
        batches += [like[k: k + BATCH] for k in range(0, len(like), BATCH)]
    order.shuffle(batches)
    return batches


def last_share(sentence):
    """How likely a sentence is of the last pass, in which the network settles: those in the tone of the tests are, of the others some."""
    weight = max(c["joined_weight"] for c in sentence["couples"])
    return 1 if weight >= TONE_WEIGHT or sentence["fold"] == CASES else LAST_WHOLE if weight >= WHOLE_WEIGHT else LAST_REST


def learn(sentences, make, epochs, seed, name):
    torch.manual_seed(seed)
    rng, order = np.random.default_rng(seed), random.Random(seed)
    net = make()
    bags = [net.features.weight, net.nodes.weight]
    rest = [p for p in net.parameters() if all(p is not bag for bag in bags)]
    adam, adagrad = torch.optim.Adam(rest, lr=RATE), torch.optim.Adagrad(bags, lr=BAG_RATE)
    begun, everything = time.time(), sentences
    for epoch in range(epochs):
        if epoch == epochs - 1:
            everything = [s for s in everything if order.random() < last_share(s)]
        batches, total = batches_of(everything, order), 0
        for step, some in enumerate(batches):
            b = batch(some, True, rng)
            scores, *hints = net(b)
            losses = losses_of(scores, b)
            if "answers" in b:
                losses = (1 - b["like"]) * losses + b["like"] * unlike(scores, b)
            loss = (losses.sum() + hints_loss(*hints, b)) / BATCH
            net.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(rest, 5)
            for group in adam.param_groups:
                group["lr"] = RATE * max(0.02 / epochs, 1 - (epoch + step / len(batches)) / epochs)
            adam.step()
            adagrad.step()
            total += float(loss)
        print(f"{name}: epoch {epoch + 1} of {epochs}, loss {total / len(batches):.3f}, {time.time() - begun:.0f} s", file=sys.stderr, flush=True)
    net.eval()
    return net


def foretell(net, sentences):
    scores, couples = [], []
    with torch.no_grad():
        sentences = sorted(sentences, key=lambda s: s["n"])
        for i in range(0, len(sentences), 64):
            b = batch(sentences[i: i + 64], False, None)
            scores.append(net(b).numpy())
            couples += b["couples"]
    return np.concatenate(scores), couples


def coolest(loss):
    low, high = 0.3, 5.0
    for _ in range(60):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, b) if loss(a) < loss(b) else (a, high)
    return (low + high) / 2


def judge(net, sentences):
    """Temperatures, and what the network is worth on sentences that it has not seen."""
    scores, couples = foretell(net, sentences)
    free = np.array([c["free"] == 1 for c in couples])
    kind, joined = np.array([c["as"] for c in couples]), np.array([c["joined"] for c in couples])
    told = np.array([[c["labels"] >> r & 1 for r in range(ROOTS)] for c in couples]) > 0
    x, y = scores[free, JOINED], joined[free]
    warm = coolest(lambda t: np.logaddexp(0, np.where(y > 0, -x, x) / t).mean())
    has = free & told.any(1)
    r, t = scores[has, :ROOTS], told[has]
    root_warm = coolest(lambda k: -(np.log(np.where(t, np.exp(r / k - (r / k).max(1, keepdims=True)), 0).sum(1))
                                    - np.log(np.exp(r / k - (r / k).max(1, keepdims=True)).sum(1))).mean())
    for k, name in enumerate(("two states", "alone")):
        of = free & (kind == k)
        order = np.argsort(-scores[of, JOINED], kind="stable")
        hit = joined[of][order]
        right = np.cumsum(hit)
        precision = right / np.arange(1, len(hit) + 1)
        at = [precision[min(np.searchsorted(right, hit.sum() * q), len(hit) - 1)] * 100 for q in (0.6, 0.7, 0.8, 0.9)]
        own = of & told.any(1)
        root = np.mean(told[own][np.arange(own.sum()), scores[own, :ROOTS].argmax(1)]) * 100 if own.any() else 0
        print(f"{name}: {hit.sum()} joined of {len(hit)}, average precision {(precision * hit).sum() / max(hit.sum(), 1) * 100:.1f}, "
              f"precision at recall 60, 70, 80, 90: {' '.join(f'{p:.1f}' for p in at)}; roots right {root:.1f} %", file=sys.stderr)
    chance = 1 / (1 + np.exp(-x / warm))
    bins = (chance * 10).astype(int).clip(max=9)
    off = sum(abs(chance[bins == k].sum() - y[bins == k].sum()) for k in range(10)) / len(y)
    print(f"temperatures: roots {root_warm:.3f}, joined {warm:.3f}; calibration error of joined {off:.3f}", file=sys.stderr, flush=True)
    return root_warm, warm


def told_beside(ask):
    """The bytes that ask() gives, found by a process of its own meanwhile: a function that waits for them."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        with open(write_end, "wb") as pipe:
            pipe.write(ask())
        os._exit(0)
    os.close(write_end)

    def answer():
        with open(read_end, "rb") as pipe:
            told = pipe.read()
        if os.waitpid(child, 0)[1] != 0:
            sys.exit("net.py: the second process has died")
        return told

    return answer


def parts_of(net):
    """What is written of a network besides its two tables, in order (src/code/network.c): each the sum of some numbers, matrices [in][out]."""
    def linear(*layers):
        return [[layer.weight.T] for layer in layers] + [[layer.bias for layer in layers]]

    small, parts = [net.upos, net.relation, net.kind], linear(net.vector)
    parts += [[table.weight] for table in small] + [[net.roots.weight.T]]
    for layer in net.layers:
        parts += linear(*layer)
    parts += linear(net.ask) + [[net.ask_as.weight]] + linear(net.key) + linear(net.value)
    parts += [[table.weight] for table in (net.place_heads, net.zone_heads, net.place_value)]
    parts += linear(net.parts) + [[net.parts_as.weight]] + linear(net.tags) + [[net.tags_value.weight.T]]
    return parts + linear(net.dense) + linear(net.out)


def bytes_of(net, keys, temperatures):
    def table(keys, rows, least):
        scale = (np.maximum(np.abs(rows).max(1), 1e-9) / 127).astype("<f4")
        eight = np.rint(rows / scale[:, None]).astype("i1")
        kept = np.sqrt((eight.astype(np.float32) ** 2).sum(1)) * scale >= least
        return int(kept.sum()), keys[kept].astype("<u4").tobytes() + scale[kept].tobytes() + eight[kept].tobytes()

    with torch.no_grad():
        rows = net.lemma.weight[net.lemmas.row] + net.under(torch.arange(len(net.lemmas.row)))
    lemma_count, lemma_rows = table(net.lemmas.keys, rows.numpy()[1:], LEMMA_ROW_LEAST)
    feature_count, feature_rows = table(keys, net.features.weight.detach().numpy(), ROW_LEAST)
    out = np.array([lemma_count, feature_count], "<u4").tobytes() + np.array(temperatures, "<f4").tobytes()
    out += b"".join(sum(part).detach().numpy().astype("<f4").tobytes() for part in parts_of(net))
    return out + lemma_rows + feature_rows


def networks_of(data, root_count):
    """The networks in an encoder's bytes (bytes_of, one behind the other), each with its features."""
    at = 0

    def take(kind, *shape):
        nonlocal at
        out = np.frombuffer(data, kind, int(np.prod(shape)), at).reshape(shape)
        at += out.nbytes
        return out

    def table(count):
        keys, scale = take("<u4", count), take("<f4", count)
        return keys, torch.from_numpy(take("i1", count, WIDTH) * scale[:, None])

    while at < len(data):
        lemma_count, feature_count = map(int, take("<u4", 2))
        take("<f4", 2)
        net = Encoder(Lemmas(np.zeros(lemma_count, np.uint32), np.ones(lemma_count, bool)), feature_count, root_count)
        with torch.no_grad():
            for first, *others in parts_of(net):
                first.copy_(torch.from_numpy(take("<f4", *first.shape).copy()))
                for other in others:
                    other.zero_()
        net.lemmas.keys, rows = table(lemma_count)
        net.lemma.weight.data = torch.cat([torch.zeros(1, WIDTH), rows])
        keys, net.features.weight.data = table(feature_count)
        net.eval()
        yield net, keys


def set_answers(sentences, path, root_count):
    """Of each two the mean of what the networks of an encoder say, asked by a process each: they have rows of their own."""
    couples = [c for s in sentences for c in s["couples"]]
    for number, c in enumerate(couples):
        c["number"] = number

    def said_by(net, keys):
        set_rows(sentences, net.lemmas, keys)
        scores, asked = foretell(net, sentences)
        return scores[np.argsort([c["number"] for c in asked])].astype("<f4").tobytes()

    with open(path, "rb") as file:
        networks = networks_of(file.read(), root_count)
    said = [np.frombuffer(told_beside(lambda: said_by(*network))(), "<f4").reshape(-1, OUT) for network in networks]
    for c, answer in zip(couples, (sum(said) / len(said)).astype(np.float16)):
        c["answer"] = answer


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("examples")
    options.add_argument("out")
    options.add_argument("--epochs", type=int, default=4)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--judge-only", action="store_true", help="foretell the cases and stop")
    options.add_argument("--beside", metavar="FILE", help="where to write what has not learnt from the cases")
    options.add_argument("--like", metavar="FILE", help="an encoder whose answers count beside the labels")
    options.add_argument("--meaning", metavar="FILE", help="what lemmas mean (meaning.py)")
    options.add_argument("--second", metavar="FILE", help="where to write another network, by the next seed; not with --beside")
    options.add_argument("--temperatures", type=float, nargs=2, help="of roots and joined, instead of those found")
    chosen = options.parse_args()
    if chosen.second and (chosen.beside or not chosen.temperatures):
        options.error("--second wants --temperatures, and no --beside: there are two processes")
    torch.set_num_threads(1)
    sentences, root_count = read(chosen.examples)
    if chosen.like:
        set_answers(sentences, chosen.like, root_count)
    lemmas, keys = lemmas_of(sentences, chosen.meaning), features_of(sentences)
    set_rows(sentences, lemmas, keys)
    print(f"{len(sentences)} sentences, {sum(len(s['couples']) for s in sentences)} couples, {len(lemmas.keys)} lemmas, {lemmas.node_count} nodes of WordNet, {len(keys)} features", file=sys.stderr, flush=True)

    def make():
        return Encoder(lemmas, len(keys), root_count)

    def without_cases():
        net = learn([s for s in sentences if s["fold"] != CASES], make, chosen.epochs, chosen.seed, "without the cases")
        found = judge(net, [s for s in sentences if s["fold"] == CASES])
        if chosen.beside:
            write(chosen.beside, bytes_of(net, keys, chosen.temperatures or found))
        return json.dumps([float(x) for x in found]).encode()

    def second():
        return bytes_of(learn(sentences, make, chosen.epochs, chosen.seed + 1, "second"), keys, chosen.temperatures)

    if chosen.judge_only:
        without_cases()
        return
    ask = second if chosen.second else without_cases if chosen.beside or not chosen.temperatures else None
    answer = told_beside(ask) if ask else None
    net = learn(sentences, make, chosen.epochs, chosen.seed, "all")
    said = answer() if answer else None
    if chosen.second:
        write(chosen.second, said)
    write(chosen.out, bytes_of(net, keys, chosen.temperatures or json.loads(said)))


if __name__ == "__main__":
    main()
