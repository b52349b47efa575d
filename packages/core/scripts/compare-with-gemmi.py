"""Compares a model with the mmCIF that cryoreel wrote of it, both as gemmi reads them.

Usage: compare-with-gemmi.py ORIGINAL WRITTEN [ORIGINAL WRITTEN ...]
Prints one JSON object per pair: {"original": path, "differences": [sentence, ...], "atoms": n}.
"""

import json
import sys

import gemmi


def atom_list(structure):
    """Every atom with everything that identifies and places it, sorted."""
    atoms = []
    for model in structure:
        for chain in model:
            for residue in chain:
                for atom in residue:
                    position = tuple(round(v, 3) for v in atom.pos.tolist())
                    atoms.append((
                        model.num, chain.name, str(residue.seqid), residue.name, residue.het_flag,
                        atom.name, atom.altloc, atom.element.name, atom.charge,
                        position, round(atom.occ, 2), round(atom.b_iso, 2),
                    ))
    return sorted(atoms)


def connection_list(structure):
    """Ends and kinds of the connections between different residues, sorted."""
    return sorted(
        (str(c.type), *sorted((str(c.partner1), str(c.partner2)))) for c in structure.connections
    )


def same(differences, what, first, second):
    if first == second:
        return
    shown = "%s: %s in the original, %s in the written file" % (what, first, second)
    if isinstance(first, list):
        missing = [x for x in first if x not in set(second)][:3]
        extra = [x for x in second if x not in set(first)][:3]
        shown = "%s: missing %s, extra %s" % (what, missing, extra)
    differences.append(shown)


def compare_categories(differences, original, written):
    """Every value of an original mmCIF outside of _atom_site is in the written one, category by category, in order."""
    first, second = gemmi.cif.read(original)[0], gemmi.cif.read(written)[0]
    names = [n for n in first.get_mmcif_category_names() if n in second.get_mmcif_category_names()]
    same(differences, "categories", first.get_mmcif_category_names(), names)
    for name in first.get_mmcif_category_names():
        one, two = first.get_mmcif_category(name), second.get_mmcif_category(name)
        for tag, values in one.items():
            if values != two.get(tag):
                differences.append("values of %s%s differ" % (name, tag))


def compare(original, written):
    differences = []
    one, two = gemmi.read_structure(original), gemmi.read_structure(written)
    same(differences, "atoms", atom_list(one), atom_list(two))
    same(differences, "cell", one.cell.parameters, two.cell.parameters)
    same(differences, "helices", len(one.helices), len(two.helices))
    strands = [sum(len(sheet.strands) for sheet in s.sheets) for s in (one, two)]
    same(differences, "strands", *strands)
    if original.endswith(".cif"):
        same(differences, "connections", connection_list(one), connection_list(two))
        compare_categories(differences, original, written)
    else:
        known = set(connection_list(two))
        lost = [c for c in connection_list(one) if c not in known]
        same(differences, "lost connections", lost, [])
    without = [sub.subchain_id() for chain in two[0] for sub in chain.subchains() if two.get_entity_of(sub) is None]
    same(differences, "chains without entity", [], without[:3])
    return {"original": original, "differences": differences, "atoms": len(atom_list(two))}


for pair in zip(sys.argv[1::2], sys.argv[2::2]):
    print(json.dumps(compare(*pair)))
