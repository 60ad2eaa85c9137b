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


def glosses_of(folder):
    """(letter, offset) -> what the synset means, without its examples."""
    glosses = {}
    for name, letter in wordnet.LETTER.items():
        with open(f"{folder}/data.{name}", encoding="latin-1") as file:
            for line in file:
                if line[0] != " ":
                    glosses[letter, line.split()[0]] = re.split(r'; "', line.split("|", 1)[1].strip())[0][:GLOSS_MAX]
    return glosses


def lemmas_of(folder=wordnet.FOLDER):
    """Each lemma of one word in small letters, what its commonest senses mean, and whether it is a verb or in WordNet's texts."""
    glosses, senses = glosses_of(folder), {}
    for name, letter in wordnet.LETTER.items():
        with open(f"{folder}/index.{name}", encoding="latin-1") as file:
            for line in file:
                part = line.split()
                if line[0] != " " and "_" not in part[0] and part[0].islower() and part[0][0].isalpha() and len(part[0]) > 1:
                    count = int(part[2])
                    senses.setdefault(part[0], []).append((int(part[-count - 1]), letter, part[-count]))
    for lemma, own in senses.items():
        commonest = sorted(own, key=lambda sense: -sense[0])[:SENSES]
        common = any(letter == "v" or times > 0 for times, letter, _ in own)
        yield lemma, "; ".join(glosses[letter, offset] for _, letter, offset in commonest), common


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
