"""Writes src/tables/data/monomers.ts: the built-in monomer dictionary.

    python3 scripts/make-monomers.py --library /usr/share/refmac/monomers --ideal-geometry DIR

--library is the CCP4 monomer library (Debian package refmac-dictionary 5.41, LGPL-3: values are taken over as facts).
DIR holds the published targets that replace the library's values: amino_acids_geostd.txt (GeoStd / Engh & Huber 1991, 1999),
GelbinBerman_JACS_1996_DNA.txt and ParkinsonBerman_ActaCrystD_1996_RNA.txt.
Needs gemmi (PyPI) for reading CIF.
"""

import argparse
import itertools
import pathlib
import re

import gemmi

AMINO_ACIDS = "ALA ARG ASN ASP CYS GLN GLU GLY HIS ILE LEU LYS MET PHE PRO SER THR TRP TYR VAL".split()
RNA = "A C G U".split()
DNA = "DA DC DG DT".split()
IONS = "NA K CL BR IOD MG CA SR BA ZN MN FE FE2 CO NI CU CU1 CD HG LI CS".split()
SUGARS = "NAG MAN BMA FUC GLC BGC GAL".split()
OTHERS = "HOH HEM ATP ADP GTP GDP SO4 PO4 ACT GOL EDO ACE NME NH2".split()
GROUPS = {"RNA": "rna", "DNA": "dna", "peptide": "peptide", "L-peptide": "peptide", "pyranose": "pyranose"}
# Hand of the centres whose two branches differ by name alone (IUPAC naming, as in the wwPDB's ideal residues).
PROCHIRAL = {("VAL", "CB"): "b-", ("LEU", "CG"): "b-", ("*", "P"): "b-"}
BACKBONE_H = {"general": ["H1", "H2", "H3"], "PRO": ["H2", "H3"]}
PYRROLES = "ABCD"


class Monomer:
    def __init__(self, id_, group, name):
        self.id, self.group, self.name = id_, group, name
        self.atoms, self.bonds, self.angles = {}, {}, {}
        self.torsions, self.chirality, self.planes = [], [], []

    def set_bond(self, a, b, order, value, sigma):
        self.bonds[tuple(sorted((a, b)))] = (a, b, order, value, sigma)

    def retarget_bond(self, a, b, value, sigma):
        old = self.bonds[tuple(sorted((a, b)))]
        self.set_bond(old[0], old[1], old[2], value, sigma)

    def set_angle(self, a, b, c, value, sigma):
        self.angles[(b, *sorted((a, c)))] = (a, b, c, value, sigma)

    def remove_atom(self, name):
        self.atoms.pop(name, None)
        self.bonds = {k: v for k, v in self.bonds.items() if name not in v[:2]}
        self.angles = {k: v for k, v in self.angles.items() if name not in v[:3]}
        self.torsions = [t for t in self.torsions if name not in t[:4]]
        self.chirality = [c for c in self.chirality if name not in c[:4]]
        self.planes = [([a for a in atoms if a != name], s) for atoms, s in self.planes]

    def is_hydrogen(self, atom):
        return self.atoms[atom][0] in ("H", "D")

    def neighbours(self, atom, skip=None):
        for pair in self.bonds:
            if atom in pair and pair != skip:
                yield pair[0] if pair[1] == atom else pair[1]

    def in_ring(self, a, b):
        bond, seen, todo = tuple(sorted((a, b))), {a}, [a]
        while todo:
            for other in self.neighbours(todo.pop(), bond):
                if other == b:
                    return True
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return False


def read_library(library, id_):
    path = pathlib.Path(library) / id_[0].lower() / f"{id_}.cif"
    text = path.read_text()
    doc = gemmi.cif.read_string(text[text.index("data_") if not text.startswith("global_") else 0 :])
    head = doc.find_block("comp_list").find("_chem_comp.", ["id", "name", "group"])[0]
    block = doc.find_block(f"comp_{id_}")
    string = gemmi.cif.as_string
    group = GROUPS.get(head.str(2).strip(), "other")
    m = Monomer(id_, group, "CYSTEINE" if id_ == "CYS" else head.str(1).strip())
    for row in block.find("_chem_comp_atom.", ["atom_id", "type_symbol", "partial_charge"]):
        m.atoms[row.str(0).strip()] = [row.str(1).upper(), round(float(row[2]) + 1e-9) if id_ in IONS else 0]
    for row in block.find("_chem_comp_bond.", ["atom_id_1", "atom_id_2", "type", "value_dist", "value_dist_esd"]):
        m.set_bond(row.str(0).strip(), row.str(1).strip(), row.str(2)[0], float(row[3]), float(row[4]))
    names = [f"atom_id_{i}" for i in (1, 2, 3)]
    for row in block.find("_chem_comp_angle.", [*names, "value_angle", "value_angle_esd"]):
        m.set_angle(*(row.str(i).strip() for i in range(3)), float(row[3]), float(row[4]))
    names.append("atom_id_4")
    for row in block.find("_chem_comp_tor.", [*names, "value_angle", "value_angle_esd", "period"]):
        m.torsions.append((*(row.str(i).strip() for i in range(4)), float(row[4]), float(row[5]), int(row[6])))
    for row in block.find("_chem_comp_chir.", ["atom_id_centre", *names[:3], "volume_sign"]):
        sign = {"n": "-", "p": "+", "b": "b+"}.get(row.str(4)[0])
        if sign:
            m.chirality.append((*(row.str(i).strip() for i in range(4)), sign))
    planes = {}
    for row in block.find("_chem_comp_plane_atom.", ["plane_id", "atom_id", "dist_esd"]):
        planes.setdefault(string(row[0]), []).append((row.str(1).strip(), float(row[2])))
    m.planes = [([a for a, _ in atoms], atoms[0][1]) for atoms in planes.values()]
    m.torsions = useful_torsions(m)
    return m


def electron_cloud_hydrogens(m):
    """X-H lengths at the electron cloud, as reduce places them (Word et al. 1999; Deis et al. 2013)."""
    for a, b, order, _, sigma in list(m.bonds.values()):
        if m.is_hydrogen(a) != m.is_hydrogen(b):
            parent = b if m.is_hydrogen(a) else a
            amide = m.group == "peptide" and parent == "N"
            if amide:
                continue
            sp3 = len(list(m.neighbours(parent))) == 4
            length = {"C": 0.97 if sp3 else 0.93, "N": 0.89 if sp3 else 0.86, "O": 0.84, "S": 1.2, "SE": 1.34}[m.atoms[parent][0]]
            m.set_bond(a, b, order, length, sigma)


def useful_torsions(m):
    """Heavy-atom torsions with a meaning: staggered single bonds, and the chair of pyranoses.

    The library's torsions of period 1 come from one arbitrary conformer; its zero σ marks planar groups (planes hold those).
    """
    planar = set(itertools.chain.from_iterable(atoms for atoms, _ in m.planes))
    kept = []
    for t in m.torsions:
        a, b, c, d, value, sigma, period = t
        if sigma <= 0 or any(m.is_hydrogen(x) for x in t[:4]) or m.group in ("peptide", "rna", "dna"):
            continue
        if m.in_ring(b, c):
            chair = m.group == "pyranose" and 50 <= abs(value) <= 70 and m.in_ring(a, b) and m.in_ring(c, d)
            if chair:
                kept.append((a, b, c, d, value, 10.0, 1))
        elif period >= 2 and not (b in planar and c in planar):
            kept.append(t)
    return kept


def read_geostd(path):
    """{residue: {bond or angle atoms: (value, σ)}} of amino_acids_geostd.txt; `*` is the default of all."""
    table = {}
    for line in pathlib.Path(path).read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        residue, rest = line.split(" ", 1)
        for item in rest.split(";"):
            atoms, value, sigma = item.split()
            table.setdefault(residue, {})[tuple(atoms.split("-"))] = (float(value), float(sigma))
    return table


def lay_over(m, targets):
    for atoms, (value, sigma) in targets.items():
        if not all(a in m.atoms for a in atoms):
            continue
        if len(atoms) == 2:
            m.retarget_bond(*atoms, value, sigma)
        else:
            m.set_angle(*atoms, value, sigma)


def amino_acid(library, id_, geostd):
    m = read_library(library, id_)
    own = geostd.get(id_, {})
    reverse = {tuple(reversed(k)) for k in own}
    lay_over(m, {k: v for k, v in geostd["*"].items() if k not in own and k not in reverse})
    lay_over(m, own)
    complete_amino_acid(m)
    return m


def complete_amino_acid(m):
    """The ends of a chain: ammonium hydrogens (values of the library's H of lysine) and the terminal carboxylate (as in Asp, Engh & Huber)."""
    m.atoms["OXT"] = ["O", 0]
    m.set_bond("C", "OXT", "d", 1.249, 0.019)
    m.set_angle("CA", "C", "OXT", 118.4, 2.3)
    m.set_angle("O", "C", "OXT", 122.9, 2.4)
    m.planes.append((["CA", "C", "O", "OXT"], 0.02))
    ammonium = BACKBONE_H.get(m.id, BACKBONE_H["general"])
    for h in ammonium:
        m.atoms[h] = ["H", 0]
        m.set_bond("N", h, "s", 0.89, 0.02)
        m.set_angle("CA", "N", h, 109.5, 3.0)
        if m.id == "PRO":
            m.set_angle("CD", "N", h, 109.5, 3.0)
    for a, b in itertools.combinations(ammonium, 2):
        m.set_angle(a, "N", b, 109.5, 3.0)
    m.chirality = [(*c[:4], PROCHIRAL.get((m.id, c[0]), c[4])) for c in m.chirality]


def selenium_twin(library, id_, name, sulphur_twin, rename):
    """MSE from MET and SEC from CYS: the library's C-Se lengths and angles at selenium, all else as in the sulphur twin."""
    old, new = rename
    m = sulphur_twin
    swap = lambda atoms: [new if a == old else a for a in atoms]
    m.id, m.name = id_, name
    m.atoms = {(new if a == old else a): (["SE", 0] if a == old else v) for a, v in m.atoms.items()}
    bonds, m.bonds = list(m.bonds.values()), {}
    for a, b, order, value, sigma in bonds:
        a2, b2 = swap((a, b))
        m.set_bond(a2, b2, order, *((1.95, 0.02) if new in (a2, b2) and "H" not in (a2 + b2) else (value, sigma)))
    angles, m.angles = list(m.angles.values()), {}
    for a, b, c, value, sigma in angles:
        a2, b2, c2 = swap((a, b, c))
        m.set_angle(a2, b2, c2, *((98.0, 3.0) if b2 == new else (value, sigma)))
    m.torsions = [(*swap(t[:4]), *t[4:]) for t in m.torsions]
    m.planes = [(swap(atoms), s) for atoms, s in m.planes]
    return m


def read_nucleotide_targets(path):
    """{atoms: (value, σ)} within one residue of the Parkinson and Gelbin tables; inter-residue lines are skipped."""
    targets = {}
    for line in pathlib.Path(path).read_text().splitlines():
        found = re.match(r"for \S+\s+(?:distance|angle)\s+\S+\s+(.*?)ideal\s+(\S+)\s+(\S+)", line)
        if found and "i-1" not in found[1]:
            atoms = tuple(a.strip().replace("_", "") for a in found[1].split(","))
            targets[atoms] = (float(found[2]), float(found[3]))
    return targets


def nucleotide(library, id_, targets):
    m = read_library(library, id_)
    loosen_base(m)
    present = {k: v for k, v in targets.items() if all(a in m.atoms for a in k)}
    if "N9" in m.atoms:
        present = {k: v for k, v in present.items() if not ("N1" in k and "C1'" in k)}
    lay_over(m, present)
    for oxygens in itertools.combinations(["OP1", "OP2", "OP3"], 2):
        m.set_angle(oxygens[0], "P", oxygens[1], *((119.6, 3.0) if "OP3" not in oxygens else (109.47, 3.0)))
    for oxygen in ("OP1", "OP2", "OP3"):
        m.set_angle("O5'", "P", oxygen, *((108.0, 3.0) if oxygen != "OP3" else (109.47, 3.0)))
        m.retarget_bond("P", oxygen, 1.485, 0.02)
    m.atoms["HO5'"] = ["H", 0]
    m.set_bond("O5'", "HO5'", "s", 0.967, 0.02)
    m.set_angle("C5'", "O5'", "HO5'", 109.47, 3.0)
    m.chirality.append(("P", "OP1", "OP2", "O5'", PROCHIRAL[("*", "P")]))
    return m


def loosen_base(m):
    """Bases keep the library's lengths and angles (Clowney et al. 1996, Parkinson et al. 1996) with the judges' σ of 0.02 Å and 3°."""
    backbone = lambda a: a.endswith("'") or a.endswith("'\"") or "P" in a
    for a, b, order, value, _ in list(m.bonds.values()):
        if not (backbone(a) and backbone(b)):
            m.set_bond(a, b, order, value, 0.02)
    for a, b, c, value, _ in list(m.angles.values()):
        if not all(map(backbone, (a, b, c))):
            m.set_angle(a, b, c, value, 3.0)


# Polyphosphates: value and sigma of the newer CCP4 monomer library (ATP of 2022, AceDRG, from the Crystallography Open Database;
# LGPL-3, values as facts). The older library gives 119.9 degrees to all O-P-O of terminal phosphates, which no geometry can have.
POLYPHOSPHATE_BONDS = {
    "end": {"free": (1.509, 0.02), "bridge": (1.614, 0.0178)},
    "middle": {"free": (1.493, 0.0157), "bridge": (1.601, 0.0114)},
    "ester": {"free": (1.493, 0.0122), "bridge": (1.604, 0.0133), "ester": (1.604, 0.0133)},
}
POLYPHOSPHATE_ANGLES = {
    "end": {"free free": (112.716, 1.5), "bridge free": (105.965, 2.38)},
    "middle": {"free free": (119.63, 1.5), "bridge free": (108.678, 2.29), "bridge bridge": (100.89, 2.1)},
    "ester": {
        "free free": (118.411, 2.35),
        "bridge free": (108.816, 2.14),
        "ester free": (109.41, 1.5),
        "bridge ester": (101.065, 1.97),
    },
}
POLYPHOSPHATE_BRIDGE = (132.56, 3.0)
POLYPHOSPHATE_ESTER = (118.553, 2.41)


def polyphosphate(m):
    def role(p, o):
        others = [x for x in m.neighbours(o) if x != p and not m.is_hydrogen(x)]
        return "free" if not others else "bridge" if m.atoms[others[0]][0] == "P" else "ester"

    for p in [a for a, (element, _) in m.atoms.items() if element == "P"]:
        roles = {o: role(p, o) for o in m.neighbours(p)}
        free = sum(r == "free" for r in roles.values())
        if free == 4:
            kind = None
        else:
            kind = "end" if free == 3 else "ester" if "ester" in roles.values() else "middle"
        for o, r in roles.items():
            if kind:
                m.retarget_bond(p, o, *POLYPHOSPHATE_BONDS[kind][r])
            if r == "bridge":
                q = next(x for x in m.neighbours(o) if x != p)
                m.set_angle(p, o, q, *POLYPHOSPHATE_BRIDGE)
            if r == "ester":
                carbon = next(x for x in m.neighbours(o) if x != p)
                m.set_angle(p, o, carbon, *POLYPHOSPHATE_ESTER)
        for a, b in itertools.combinations(roles, 2):
            pair = " ".join(sorted((roles[a], roles[b])))
            m.set_angle(a, p, b, *(POLYPHOSPHATE_ANGLES[kind][pair] if kind else (109.47, 3.0)))


def ligand(library, id_, nucleotides):
    """A ligand as in the library, but with phosphates as above and nucleosides as in RNA."""
    m = read_library(library, id_)
    polyphosphate(m)
    parent = nucleotides.get(id_)
    if parent:
        heavy = {a for a in parent.atoms if not parent.is_hydrogen(a) and not a.startswith(("P", "OP"))} & set(m.atoms)
        for a, b, _, value, sigma in [v for v in parent.bonds.values() if heavy.issuperset(v[:2])]:
            m.retarget_bond(a, b, value, sigma)
        for a, b, c, value, sigma in [v for v in parent.angles.values() if heavy.issuperset(v[:3])]:
            m.set_angle(a, b, c, value, sigma)
    return m


def haem(library):
    """The library's haem with fourfold symmetry: equivalent lengths and angles of the four pyrroles are averaged.

    The library's own values come from one distorted calculation (Fe-N 1.845 to 2.093 Å, pyramidal N).
    Planes: each pyrrole with its neighbours (0.02 Å), the 24-atom macrocycle (0.1 Å: real haems ruffle and dome);
    iron may stand out of plane and is held by Fe-N 2.03(5) Å and the cis N-Fe-N angles.
    """
    m = read_library(library, "HEM")
    for group in orbits(m.bonds.values(), 2):
        mean = sum(v[3] for v in group) / len(group)
        for a, b, order, _, sigma in group:
            fe = "FE" in (a, b)
            m.set_bond(a, b, "d" if fe else order, 2.03 if fe else mean, 0.05 if fe else sigma)
    for group in orbits(m.angles.values(), 3):
        mean = sum(v[3] for v in group) / len(group)
        for a, b, c, _, sigma in group:
            m.set_angle(a, b, c, mean, sigma)
    m.angles = {k: v for k, v in m.angles.items() if v[3] < 170}
    m.chirality = []
    core = [a for a in m.atoms if a in ("CHA", "CHB", "CHC", "CHD") or (a[0] == "N" and len(a) == 2)]
    core += [f"C{i}{p}" for p in PYRROLES for i in (1, 2, 3, 4)]
    m.planes = [([a for a in atoms if a != "FE"], s) for atoms, s in m.planes]
    m.planes.append((core, 0.1))
    m.torsions = [t for t in m.torsions if not any(a in ("CBB", "CBC", "FE") for a in t[:4])]
    return m


def haem_class(atom):
    """Symmetry class of a haem atom: the pyrrole letter dropped, C1=C4, C2=C3 (the ring's own mirror), substituents by their first letters."""
    if atom == "FE" or atom.startswith("H"):
        return atom if atom == "FE" else "H"
    if re.fullmatch(r"CH[ABCD]", atom):
        return "meso"
    if re.fullmatch(r"C[1-4][ABCD]", atom):
        return "alpha" if atom[1] in "14" else "beta"
    return atom[:-1] + ("" if atom.startswith("CM") else "vinyl" if atom[-1] in "BC" else "propionate")


def orbits(entries, n):
    groups = {}
    for e in entries:
        names = [haem_class(a) for a in e[:n]]
        cis = frozenset(e[:3:2]) not in ({"NA", "NC"}, {"NB", "ND"}) if n == 3 else True
        key = (*min(names, names[::-1]), cis, "".join(sorted(a for a in e[:n] if a.startswith("H"))))
        groups.setdefault(key, []).append(e)
    return groups.values()


def short(value):
    return f"{value:.4f}".rstrip("0").rstrip(".").replace("0.", ".", 1) if 0 <= value < 1 else f"{value:.4f}".rstrip("0").rstrip(".")


def record(m):
    rows = [f"{m.id}|{m.group}|{m.name}"]
    rows.append(";".join(" ".join([a, e, *([str(q)] if q else [])]) for a, (e, q) in m.atoms.items()))
    rows.append(";".join(f"{a} {b} {o} {short(v)} {short(s)}" for a, b, o, v, s in m.bonds.values()))
    rows.append(";".join(f"{a} {b} {c} {short(v)} {short(s)}" for a, b, c, v, s in m.angles.values()))
    rows.append(";".join(f"{' '.join(t[:4])} {short(t[4])} {short(t[5])} {t[6]}" for t in m.torsions))
    rows.append(";".join(" ".join(c) for c in m.chirality))
    rows.append(";".join(f"{' '.join(atoms)} {short(s)}" for atoms, s in m.planes if len(atoms) > 3))
    return "\n".join(row or "-" for row in rows)


HEAD = """/**
 * The built-in monomer dictionary. Generated by scripts/make-monomers.py; `tables/monomers.ts` reads and explains it.
 *
 * Sources: amino acids - heavy-atom bonds and angles of GeoStd (Engh & Huber 1991, Acta Cryst. A47, 392; 1999, International
 * Tables F 18.3); nucleotides - Parkinson et al. 1996, Acta Cryst. D52, 57 (RNA) and Gelbin et al. 1996, JACS 118, 519 (DNA);
 * all else (hydrogens, planes, hands, bases, ligands, sugars, ions) - CCP4 monomer library 5.41 (Vagin et al. 2004,
 * Acta Cryst. D60, 2184; LGPL-3, values re-encoded as facts), haem averaged over its fourfold axis.
 */
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", required=True)
    parser.add_argument("--ideal-geometry", required=True)
    args = parser.parse_args()
    ideal = pathlib.Path(args.ideal_geometry)
    geostd = read_geostd(ideal / "amino_acids_geostd.txt")
    rna = read_nucleotide_targets(ideal / "ParkinsonBerman_ActaCrystD_1996_RNA.txt")
    dna = read_nucleotide_targets(ideal / "GelbinBerman_JACS_1996_DNA.txt")
    monomers = [amino_acid(args.library, i, geostd) for i in AMINO_ACIDS]
    twin = lambda i: amino_acid(args.library, i, geostd)
    monomers.append(selenium_twin(args.library, "MSE", "SELENOMETHIONINE", twin("MET"), ("SD", "SE")))
    monomers.append(selenium_twin(args.library, "SEC", "SELENOCYSTEINE", twin("CYS"), ("SG", "SE")))
    ribonucleotides = {i: nucleotide(args.library, i, rna) for i in RNA}
    monomers += [*ribonucleotides.values()] + [nucleotide(args.library, i, dna) for i in DNA]
    parents = {i: ribonucleotides[i[0]] for i in ("ATP", "ADP", "GTP", "GDP")}
    monomers += [haem(args.library) if i == "HEM" else ligand(args.library, i, parents) for i in IONS + SUGARS + OTHERS]
    out = pathlib.Path(__file__).parent.parent / "src/tables/data/monomers.ts"
    for m in monomers:
        electron_cloud_hydrogens(m)
    body = "\n\n".join(record(m) for m in monomers)
    out.write_text(HEAD + "export const monomerRecords = `\n" + body + "\n`;\n")
    print(out, len(monomers), "monomers")


main()
