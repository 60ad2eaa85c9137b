/*
 * actor: how actor codes are built and compared.
 *
 * A code is a root (ISO 3166-1 alpha-3, or a bloc or organisation: NATO, CSTO,
 * EU, UN, OSCE …) followed by three-letter sectors: BLR GOV MIL. Which roots
 * exist is known by the world room; here a code is taken apart by the rule
 * that the sectors are a fixed list (GOV MIL REB CRM REL CVL BUS LEG JUD COP
 * MED EDU OPP UAF SPY AGR PTY LAB NGO ELI REF SOC IGO IMG MNC NON
 * UNK) read from
 * the right, and what is left is the root. A root never looks like a sector.
 */
#ifndef TOC_EVENT_ACTOR_H
#define TOC_EVENT_ACTOR_H

#include "base/arena.h"

/* "BLRGOVMIL" -> "BLR"; "NATO" -> "NATO"; "GOV" -> "" (a role without a country). A view into code. */
toc_str toc_actor_root(toc_str code);
/* "BLRGOVMIL" -> "GOVMIL" */
toc_str toc_actor_sectors(toc_str code);
/* True when the sector (3 letters) occurs among the sectors of code. */
bool toc_actor_has_sector(toc_str code, toc_str sector);
/* The same of any of some: "MILREB". */
bool toc_actor_has_any(toc_str code, toc_str sectors);
/* root + sectors without repeating one that is there: ("BLR","GOVMIL") or ("BLRGOV","GOVMIL") -> "BLRGOVMIL". */
toc_str toc_actor_join(toc_arena *arena, toc_str code, toc_str sectors);
/* Speaks and acts for the state or organisation: no sectors, or GOV among them and not OPP/REB. MIL alone counts, too.
 */
bool toc_actor_is_official(toc_str code);

#endif
