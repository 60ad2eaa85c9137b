#!/usr/bin/python3
"""meaning.py FOLDER OUT: what each English lemma of one word means, as 192 numbers, to OUT (numpy's npz: words, v).

From the sentence vectors of the Universal Sentence Encoder lite (meaning.mjs; its two npm packages are installed in FOLDER) of the lemma by itself,
and of the lemma with what WordNet 3.0 says of its two commonest senses ("implore: call upon in supplication"). Each kind is brought to 96 numbers by its
main directions, those of the lemmas that are verbs or that WordNet's texts have. net.py lets a network learn one linear map of these, which is added up in the
row of the lemma when the network is written, so that what was never met is read, too. Half an hour on two cores."""
import json
import os
import re
import subprocess
import sys

import numpy as np

import wordnet

SENSES, GLOSS_MAX, WIDE, NARROW, SAMPLE, LENGTH = 2, 160, 512, 96, 12000, 4.0


def lemmas_of(folder=wordnet.FOLDER):
    """Each lemma of one word in small letters, what its commonest senses mean (without the examples), and whether it is a verb or in WordNet's texts."""
    synsets, senses = wordnet.synsets_of(folder), {}
    for lemma, own, told in wordnet.lemmas_of(folder):
        if lemma.islower() and len(lemma) > 1:
            senses.setdefault(lemma, []).append((told, own[0]))
    for lemma, own in senses.items():
        commonest = sorted(own, key=lambda sense: -sense[0])[:SENSES]
        common = any(letter == "v" or told > 0 for told, (letter, _) in own)
        yield lemma, "; ".join(re.split(r'; "', synsets[synset][3])[0][:GLOSS_MAX] for _, synset in commonest), common


def vectors_of(texts, folder, out):
    """As meaning.mjs has them, by two processes."""
    asked = []
    for part in range(2):
        names = [os.path.abspath(f"{out}.{part}.{kind}") for kind in ("json", "bin")]
        with open(names[0], "w") as file:
            json.dump(texts[part::2], file)
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "meaning.mjs")
        asked.append((names, subprocess.Popen(["node", script, *names], cwd=folder)))
    vectors = np.zeros((len(texts), WIDE), np.float32)
    for part, (names, process) in enumerate(asked):
        if process.wait() != 0:
            sys.exit("meaning.py: meaning.mjs has failed")
        vectors[part::2] = np.fromfile(names[1], "<f4").reshape(-1, WIDE)
        for name in names:
            os.remove(name)
    return vectors


def narrowed(vectors, common):
    """The main directions of the common ones, of which a sample tells, as long on average as one another."""
    vectors = vectors - vectors[common].mean(0)
    sample = np.random.default_rng(1).choice(np.flatnonzero(common), min(SAMPLE, int(common.sum())), replace=False)
    _, _, directions = np.linalg.svd(vectors[sample], full_matrices=False)
    out = vectors @ directions[:NARROW].T
    return out / out[common].std(0).mean()


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, out = sys.argv[1:]
    words, glosses, common = zip(*lemmas_of())
    common = np.array(common)
    alone = vectors_of(list(words), folder, out)
    told = vectors_of([f"{word}: {gloss}" for word, gloss in zip(words, glosses)], folder, out)
    both = np.concatenate([narrowed(alone, common), narrowed(told, common)], 1)
    both *= LENGTH / np.maximum(np.linalg.norm(both, axis=1, keepdims=True), 1e-9)
    with open(out, "wb") as file:
        np.savez(file, words=np.array(words), v=both.astype(np.float32))
    print(f"meaning: {len(words)} lemmas", file=sys.stderr)


if __name__ == "__main__":
    main()
