# SPDX-License-Identifier: EUPL-1.2
"""The sites that a Dutch alert may point at or be sent from: those of the government, and no others.

A closed list, for a name such as ``gemeente-…`` can be bought by anybody. All names below a name in the list count.
"""

from __future__ import annotations

_NATIONAL = """
    112.nl brandweer.nl burgernet.nl crisis.nl defensie.nl kmar.nl knmi.nl marechaussee.nl minjenv.nl ncsc.nl nctv.nl
    nederlandveilig.nl nl-alert.nl overheid.nl politie.nl public-warning.app rijksoverheid.nl rijkswaterstaat.nl rivm.nl
    rws.nl veiligheidsregio.nl
"""
_SAFETY_REGIONS = """
    brandweeramsterdam.nl brandweeraa.nl hvdgroningen.nl veiligheidsregioaa.nl veiligheidsregiogroningen.nl
    veiligheidsregiomwb.nl veiligheidsregiozeeland.nl vggm.nl vnog.nl vr-rr.nl vrbn.nl vrbzo.nl vrd.nl vrflevoland.nl
    vrfryslan.nl vrgooienvechtstreek.nl vrgroningen.nl vrgz.nl vrh.nl vrhm.nl vrijsselland.nl vrk.nl vrln.nl vrmwb.nl
    vrnhn.nl vrtwente.nl vru.nl vrzeeland.nl vrzhz.nl vrzl.nl vrzw.nl
"""
_MUNICIPALITIES = """
    alkmaar.nl almelo.nl almere.nl alphenaandenrijn.nl amersfoort.nl amsterdam.nl apeldoorn.nl arnhem.nl assen.nl
    breda.nl capelleaandenijssel.nl delft.nl denhaag.nl deventer.nl dordrecht.nl ede.nl eindhoven.nl emmen.nl
    enschede.nl gouda.nl groningen.nl haarlem.nl haarlemmermeer.nl haarlemmermeergemeente.nl hengelo.nl helmond.nl
    hilversum.nl hoorn.nl leeuwarden.nl leiden.nl lelystad.nl maastricht.nl moerdijk.nl nijmegen.nl oss.nl
    roosendaal.nl rotterdam.nl s-hertogenbosch.nl schiedam.nl sittard-geleen.nl tilburg.nl utrecht.nl venlo.nl
    vlaardingen.nl vlissingen.nl westland.nl zaanstad.nl zoetermeer.nl zwolle.nl
"""

OFFICIAL_SITES = frozenset(f"{_NATIONAL} {_SAFETY_REGIONS} {_MUNICIPALITIES}".split())


def official_site(host: str) -> bool:
    """Return whether ``host`` is a site of the Dutch government or below one; a dot at its end is no difference."""
    labels = host.lower().removesuffix(".").split(".")
    return any(".".join(labels[start:]) in OFFICIAL_SITES for start in range(len(labels) - 1))
