"""What WordNet 3.0 (Miller 1995, DOI 10.1145/219717.219748; Debian's wordnet-base) says of each English lemma of one word: the nodes that it stands under.

A word that the network has met twice tells little by its own row; that it is a way of criticising tells much. A node is a synset, or one of the 45
lexicographer's files ("verb.communication"). A lemma stands under the synsets of its first three senses, all above these (hypernyms, of adjectives
the head of the cluster), what they are derived from ("denunciation": denounce), and the files of them all.
"""
import collections

FOLDER = "/usr/share/wordnet"
LETTER = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
SENSES, DERIVED, DERIVED_ABOVE, NODES_MAX = 3, 0.7, 0.5, 32


def synsets_of(folder):
    """(part of speech, offset) -> file, words, pointers (symbol, synset, number of the word that points; 0: all do)."""
    synsets = {}
    for name, letter in LETTER.items():
        with open(f"{folder}/data.{name}", encoding="latin-1") as file:
            for line in file:
                if line[0] == " ":  # the licence
                    continue
                part = line.split("|")[0].split()
                count = int(part[3], 16)
                words = [word.lower().split("(")[0] for word in part[4: 4 + 2 * count: 2]]
                rest = part[5 + 2 * count:]
                pointers = [(rest[i], (rest[i + 2].replace("s", "a"), rest[i + 1]), int(rest[i + 3][:2], 16))
                            for i in range(0, 4 * int(part[4 + 2 * count]), 4)]
                synsets[letter, part[0]] = (part[1], words, pointers)
    return synsets


def nodes_of(folder=FOLDER):
    """lemma -> {node: what it counts, of a first sense 1, of a second a half}, the most telling first."""
    synsets, above = synsets_of(folder), {}

    def all_above(synset):
        if synset not in above:
            above[synset] = {}  # ends where hypernyms go round
            for symbol, other, _ in synsets[synset][2]:
                if symbol in ("@", "@i"):
                    above[synset] |= {other: None} | all_above(other)
                elif symbol == "&" and synset[0] == "a":
                    above[synset][other] = None
        return above[synset]

    lemmas = collections.defaultdict(dict)
    for name, letter in LETTER.items():
        with open(f"{folder}/index.{name}", encoding="latin-1") as file:
            for line in file:
                part = line.split()
                lemma = part[0]
                if line[0] == " " or "_" in lemma or not lemma[0].isalpha():
                    continue
                nodes = lemmas[lemma]

                def put(node, counts):
                    nodes[node] = max(nodes.get(node, 0), counts)

                for rank, offset in enumerate(part[-int(part[2]):][:SENSES]):
                    synset, counts = (letter, offset), 1 / (rank + 1)
                    file_of_it, words, pointers = synsets[synset]
                    for node in [synset, ("file", file_of_it), *all_above(synset)]:
                        put(node, counts)
                    for symbol, other, word in pointers:
                        if symbol in ("+", "\\") and (word == 0 or words[word - 1] == lemma):
                            put(other, DERIVED * counts)
                            for node in [("file", synsets[other][0]), *all_above(other)]:
                                put(node, DERIVED_ABOVE * counts)
    return {lemma: dict(sorted(nodes.items(), key=lambda x: (-x[1], x[0]))[:NODES_MAX]) for lemma, nodes in lemmas.items()}
