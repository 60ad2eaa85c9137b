#!/usr/bin/python3
"""settle.py FILE...: where usage wavers between two roots, and a label of train/coding allows both, settles it as PLOVER's
manual and data/ontology/cameo.tsv have it, in place: who is freed and what is returned is RETREAT (CAMEO 084), a ban that is lifted CONCEDE
(081), inspectors who are let in RETREAT (086), ties opened or restored SUPPORT, assets frozen COERCE (172), charges are ACCUSE (112), envoys sent home and aid cut off SANCTION (16), people deported COERCE (174), who is
kidnapped and a town overrun ASSAULT, a person extradited COOPERATE. What is signed stays AGREE/SUPPORT, which train/coding/free.c takes for both's
agreement. What the words do not settle stays as it is.

Two roots for one kind of deed teach the network nothing of which of them it is. Run it on new files before they are added.
"""
import collections
import re
import sys

FREED = r"\b(free[ds]?|freeing|freedom|release[ds]?|releasing|walk\w* free|set free|let go|go free|went free|unshackled|liberat\w+)\b"
RETURNED = (r"\b(return\w*|g[ai]ve\w* back|giving back|handed? back|hands back|handing back|handover|hand\w* over|repatriat\w+|restitut\w+|"
            r"sen[dt]\w* back|got back|back home|turned over)\b")
PARDONED = r"pardon|amnest|commut|charges|parol|citizen|nationality|bail"
WITHDRAWN = r"siege|inspector|observer|monitor|truce|troops|soldier|forces|cease"
LIFTED = (r"\b(lift\w*|eas(e|ed|es|ing)|relax\w*|unfr\w+|unban\w*|unblock\w*|reopen\w*|scrap\w*|drop(s|ped|ping)?|waiv\w*|loosen\w*|resum\w*|"
          r"revok\w*|rescind\w*|repeal\w*|restor\w*|reinstat\w*|end(s|ed|ing)?|remov\w*|revers\w*|annul\w*|soften\w*)\b")
RULES = r"\bban|law|object|restrict|visa|right|check|permit|licen|curb|limit|veto|claim|demand"
APOLOGY = r"apolog|sorry|contrit|regret|forgiv"
EXTRADITED = r"extradit|hand\w* over|surrender|deliver|yield|turn\w* over|transfer"
CHARGED = r"charg|indict|\bsu(e|ed|es|ing)\b|lawsuit|court|warrant|accus|case|complaint|prosecut|blam|arraign|impeach"
HELD = r"arrest(?! warrant)|detain|jail|convict|sentenc|held|seiz|custody"
ENVOYS = (r"expel|expuls|persona|recall|envoy|ambassador|diplomat|attach|consul|embass|suspend|halt|cut|sever|with(h|d)[eor]|stop|cancel|aid\b|"
          r"downgrad")
TIES = r"\b(restor|re-?establish|establish|open|reopen|renew|resum|forg)\w*\b.*\b(relations|ties)\b|\b(relations|ties)\b.*\b(restor|re-?establish|establish|reopen|renew|resum)"
AGREED = r"agree|accord|promis|pact|sign|accept|deal|pledg|consent|vow|treaty|undert"
ADMITTED = r"\b(let|allow|admit|grant|open)\w*\b.*\b(inspector|monitor|observer)s?\b"
FROZEN = r"\b(freez\w+|froze\w*)\b.*\b(asset|account|fund|deposit|reserve)s?\b|\basset freeze"
TRADE = r"visa|border|flight|trade|import|export|bank"
STRUCK = (r"kidnap|abduct|hostage|shot|fire|kill|bomb|shell|wound|attack|ramm|raid|storm|captur\w+ (the |a )?(town|village|city|hill|base|airport|port)|"
          r"overr[au]n|beat|torch|burn")


def settle(roots, words):
    def has(pattern):
        return re.search(pattern, words.lower()) is not None

    of = set(roots.split("/"))
    if has(APOLOGY):
        return roots
    if {"AGREE", "SUPPORT"} <= of and has(TIES) and not has(AGREED):
        return "SUPPORT"
    if "CONCEDE" in of and not of & {"REQUEST", "REJECT", "SUPPORT"} and has(ADMITTED) and not has(AGREED):
        return "RETREAT"
    if of == {"COERCE", "SANCTION"} and has(FROZEN):
        return "COERCE"
    if of == {"CONCEDE", "RETREAT"}:
        if has(PARDONED):
            return "CONCEDE"
        if has(FREED) or has(RETURNED) or has(WITHDRAWN):
            return "RETREAT"
        return "CONCEDE" if has(LIFTED) and has(RULES) else roots
    if of == {"CONCEDE"} and has(FREED) and not has(LIFTED) and not has(PARDONED):
        return "RETREAT"
    if of == {"CONCEDE", "COOPERATE"} and has(EXTRADITED):
        return "COOPERATE"
    if of == {"ACCUSE", "COERCE"} and has(CHARGED) and not has(HELD):
        return "ACCUSE"
    if of == {"COERCE", "SANCTION"}:
        return "COERCE" if has("deport") else "SANCTION" if has(ENVOYS) and not has(TRADE) else roots
    return "ASSAULT" if of == {"ASSAULT", "COERCE"} and has(STRUCK) else roots


def main():
    changed = collections.Counter()

    def one(m):
        roots = settle(m[2], m[5])
        changed[f"{m[2]} -> {roots}"] += roots != m[2]
        return m[1] + roots + m[3] + m[4] + m[5]

    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        settled = re.sub(r"(?m)^(\+ )([A-Z/]+)( done\S* \S+ \S+.*?)(\| )(.+)$", one, text)
        if settled != text:
            with open(path, "w", encoding="utf-8") as file:
                file.write(settled)
    for what, times in changed.most_common():
        if times:
            print(times, what)


main()
