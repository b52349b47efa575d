"""Compares a model with what cryoreel wrote of it (mmCIF or PDB), both as gemmi reads them.

Usage: compare-with-gemmi.py ORIGINAL WRITTEN [ORIGINAL WRITTEN ...]
Prints one JSON object per pair: {"original": path, "differences": [sentence, ...], "atoms": n}.
"""

import json
import sys

import gemmi

# Half a digit of PDB coordinates, occupancies and B factors, and a little for rounding.
TOLERANCES = (0.00051, 0.00051, 0.00051, 0.0051, 0.0051)


def atom_list(structure):
    """What identifies each atom, and its numbers (x, y, z, occupancy, B), sorted by the identity."""
    atoms = []
    for model in structure:
        for chain in model:
            for residue in chain:
                for atom in residue:
                    identity = (
                        model.num, chain.name, str(residue.seqid), residue.name, residue.het_flag,
                        atom.name, atom.altloc, atom.element.name, atom.charge,
                    )
                    atoms.append((identity, (*atom.pos.tolist(), atom.occ, atom.b_iso)))
    return sorted(atoms, key=lambda entry: entry[0])


def lacks_b_factors(path):
    """Old PDB files end behind the coordinates; gemmi and cryoreel fill in different B factors then."""
    with open(path) as lines:
        return all(len(line.rstrip()) < 66 for line in lines if line.startswith(("ATOM", "HETATM")))


def compare_atoms(differences, one, two, with_b):
    first, second = atom_list(one), atom_list(two)
    same(differences, "atoms", [a[0] for a in first], [a[0] for a in second])
    if differences:
        return
    tolerances = TOLERANCES if with_b else TOLERANCES[:4]
    for (identity, numbers), (_, others) in zip(first, second):
        if any(abs(a - b) > t for a, b, t in zip(numbers, others, tolerances)):
            differences.append("atom %s: %s became %s" % (identity, numbers, others))
            return


def connection_list(structure):
    """Ends and kinds of the connections, sorted."""
    return sorted(
        (str(c.type), *sorted((str(c.partner1), str(c.partner2)))) for c in structure.connections
    )


def same(differences, what, first, second):
    if first == second:
        return
    if isinstance(first, list):
        missing = [x for x in first if x not in set(second)][:3]
        extra = [x for x in second if x not in set(first)][:3]
        differences.append("%s: missing %s, extra %s" % (what, missing, extra))
    else:
        differences.append("%s: %s in the original, %s in the written file" % (what, first, second))


def compare_categories(differences, original, written):
    """Every value of an original mmCIF is in the written one, category by category, in order."""
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
    compare_atoms(differences, one, two, original.endswith(".cif") or not lacks_b_factors(original))
    same(differences, "cell", one.cell.parameters, two.cell.parameters)
    same(differences, "helices", len(one.helices), len(two.helices))
    strands = [sum(len(sheet.strands) for sheet in s.sheets) for s in (one, two)]
    same(differences, "strands", *strands)
    same(differences, "cis peptides", len(one.cispeps), len(two.cispeps))
    known = set(connection_list(two))
    same(differences, "lost connections", [c for c in connection_list(one) if c not in known], [])
    if written.endswith(".cif"):
        without = [sub.subchain_id() for chain in two[0] for sub in chain.subchains() if two.get_entity_of(sub) is None]
        same(differences, "chains without entity", [], without[:3])
        if original.endswith(".cif"):
            same(differences, "connections", connection_list(one), connection_list(two))
            compare_categories(differences, original, written)
    return {"original": original, "differences": differences, "atoms": len(atom_list(two))}


for pair in zip(sys.argv[1::2], sys.argv[2::2]):
    print(json.dumps(compare(*pair)))
