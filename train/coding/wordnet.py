"""What WordNet 3.0 (Miller 1995, DOI 10.1145/219717.219748; Debian's wordnet-base) says of each English lemma of one word: the nodes that it stands under.

A word that the network has met twice tells little by its own row; that it is a way of criticising tells much. A node is a synset, or one of the 45
lexicographer's files ("verb.communication"). A lemma stands under the synsets of its first three senses, all above these (hypernyms, of adjectives
the head of the cluster), what they are derived from ("denunciation": denounce), and the files of them all. A model that has learnt from it goes with WordNet's licence notice.
"""
import collections

FOLDER = "/usr/share/wordnet"
LETTER = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
SENSES, DERIVED, DERIVED_ABOVE, NODES_MAX = 3, 0.7, 0.5, 32


def synsets_of(folder):
    """(part of speech, offset) -> file, words, pointers (symbol, synset, number of the word that points; 0: all do), gloss."""
    synsets = {}
    for name, letter in LETTER.items():
        with open(f"{folder}/data.{name}", encoding="latin-1") as file:
            for line in file:
                if line[0] == " ":  # the licence
                    continue
                told, gloss = line.split("|", 1)
                part = told.split()
                count = int(part[3], 16)
                words = [word.lower().split("(")[0] for word in part[4: 4 + 2 * count: 2]]
                rest = part[5 + 2 * count:]
                pointers = [(rest[i], (rest[i + 2].replace("s", "a"), rest[i + 1]), int(rest[i + 3][:2], 16))
                            for i in range(0, 4 * int(part[4 + 2 * count]), 4)]
                synsets[letter, part[0]] = (part[1], words, pointers, gloss.strip())
    return synsets


def lemmas_of(folder):
    """Each lemma of one word, with the synsets of its senses, the commonest first, and how many of them WordNet's texts have; once for each part of
    speech."""
    for name, letter in LETTER.items():
        with open(f"{folder}/index.{name}", encoding="latin-1") as file:
            for line in file:
                part = line.split()
                if line[0] != " " and "_" not in part[0] and part[0][0].isalpha():
                    senses = int(part[2])
                    yield part[0], [(letter, offset) for offset in part[-senses:]], int(part[-senses - 1])


def nodes_of(folder=FOLDER):
    """lemma -> {node: what it counts, of a first sense 1, of a second a half}, the most telling first."""
    synsets, above, lemmas = synsets_of(folder), {}, collections.defaultdict(dict)

    def all_above(synset):
        if synset not in above:
            above[synset] = {}  # ends where hypernyms go round
            for symbol, other, _ in synsets[synset][2]:
                if symbol in ("@", "@i"):
                    above[synset] |= {other: None} | all_above(other)
                elif symbol == "&" and synset[0] == "a":
                    above[synset][other] = None
        return above[synset]

    def put(lemma, synset, own, beyond):
        for node, counts in [(synset, own), *((node, beyond) for node in (("file", synsets[synset][0]), *all_above(synset)))]:
            lemmas[lemma][node] = max(lemmas[lemma].get(node, 0), counts)

    for lemma, senses, _ in lemmas_of(folder):
        for rank, synset in enumerate(senses[:SENSES]):
            counts = 1 / (rank + 1)
            put(lemma, synset, counts, counts)
            _, words, pointers, _ = synsets[synset]
            for symbol, other, word in pointers:
                if symbol in ("+", "\\") and (word == 0 or words[word - 1] == lemma):
                    put(lemma, other, DERIVED * counts, DERIVED_ABOVE * counts)
    return {lemma: dict(sorted(nodes.items(), key=lambda x: (-x[1], x[0]))[:NODES_MAX]) for lemma, nodes in lemmas.items()}
