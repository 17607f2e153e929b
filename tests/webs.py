"""Webs of copies as a story makes them on its way: several languages, agencies, sources that were not read, dates
that are vague, missing or cannot be right. The same number and seed make the same web."""

from datetime import UTC, datetime, timedelta
from random import Random

from provenance.model import DateInterval, Derivation, Evidence, Graph, Node, Relation, Rival, Status, Verdict

OUTLETS = {
    "ru": ("Вестник Гавани", "Северный листок", "Голос Причала", "Новости Мыса", "Набережная"),
    "fr": ("Horizon Sud", "Carnet de quai", "Passerelle Info", "Le Phare libre", "Réseau des Ports", "Marée haute"),
    "en": ("The Quay Letter", "Harbour Dispatch", "Northern Ledger", "Tidewire Agency", "Mooring Post", "Open Deck"),
    "de": ("Hafenbote", "Kaimauer", "Nordlicht-Agentur", "Der Ankerplatz"),
    "es": ("Diario del Muelle", "Costa Abierta", "El Faro del Norte"),
    "ar": ("صحيفة المرفأ", "أخبار الساحل"),
    "zh": ("港口日报", "海岸新闻网"),
    "el": ("Η Προβλήτα", "Λιμάνι Σήμερα"),
    "pt": ("Cais Aberto", "Jornal da Doca"),
    "tr": ("Rıhtım Postası", "Liman Haber"),
}  # fmt: skip
TITLES = {
    "ru": "Порт Северная Гавань закроют на сто дней: что будет с рыбаками и кто заплатит за простой",
    "fr": "Le port de Severnaïa Gavan fermé cent jours : les pêcheurs demandent des comptes",
    "en": "Northern harbour to close for a hundred days as dredging begins",
    "de": "Nordhafen schließt für hundert Tage, Fischer fordern Entschädigung",
    "es": "El puerto del norte cerrará cien días por obras de dragado",
    "ar": "إغلاق الميناء الشمالي مئة يوم والصيادون يطالبون بتعويضات",
    "zh": "北方港口将关闭一百天 渔民要求赔偿",
    "el": "Το βόρειο λιμάνι κλείνει για εκατό ημέρες",
    "pt": "Porto do norte fecha por cem dias",
    "tr": "Kuzey limanı yüz gün kapalı kalacak",
}
CREDITS = {
    "ru": "Источник: {}", "fr": "Source : Lire l’article complet par {}", "en": "This article first appeared in {}.",
    "de": "Quelle: {}", "es": "Fuente: {}", "ar": "المصدر: {}", "zh": "来源：{}", "el": "Πηγή: {}", "pt": "Fonte: {}",
    "tr": "Kaynak: {}",
}  # fmt: skip
TRANSLATORS = ("Avic", "Clovis", "M. Ferrand", "Ada Lind", "Ц. Орлов")
START = datetime(2023, 3, 15, 6, tzinfo=UTC)


def web(number: int, seed: int = 1, days: float = 12.0) -> tuple[Graph, str]:
    """A web of `number` articles from one origin (one in forty is an origin of its own), and the id of a late copy."""
    random = Random(seed)
    nodes = [_origin(random)]
    when = {"n0": START}
    links: list[Derivation] = []
    for index in range(1, number):
        parent = nodes[_parent(random, index)]
        language = parent.language or "ru"
        if random.random() < 0.3:
            language = random.choice(list(OUTLETS)[: max(3, min(10, number // 5))])
        when[f"n{index}"] = moment = when[parent.id] + timedelta(days=random.expovariate(number**0.3 / days) + 0.01)
        nodes.append(_article(random, index, language, moment))
        if number > 20 and index % 40 == 39:
            continue  # an origin of its own
        links.append(_link(random, nodes[index], parent))
        if random.random() < 0.06 and index > 3:
            rival = nodes[random.randrange(index)]
            if rival.id != parent.id:
                links.append(_link(random, nodes[index], rival, Relation.VIA, 0.3))
    return Graph(tuple(nodes), tuple(links)), f"n{_deepest(links)}"


def _parent(random: Random, index: int) -> int:
    """Some pages are copied by many, most by nobody, late copies often take from the last ones."""
    kind = random.random()
    if kind < 0.35:
        return random.choice([0, 0, index // 9, index // 4])
    return random.randrange(max(0, index - 6), index) if kind < 0.6 else int(index * random.random() ** 3)


def _deepest(links: list[Derivation]) -> int:
    depth = {"n0": 0}
    for link in links:
        if link.relation is not Relation.VIA:
            depth[link.derived] = depth.get(link.source, 0) + 1
    return int(max(depth, key=lambda node: depth[node])[1:])


def _origin(random: Random) -> Node:
    outlet = OUTLETS["ru"][0]
    return Node("n0", Status.READ, "https://vestnik.example/2023/03/15/port/", "vestnik.example", outlet, TITLES["ru"],
                "ru", _day(START), ("Ирина Полевая",))  # fmt: skip


def _article(random: Random, index: int, language: str, moment: datetime) -> Node:
    outlet = random.choice(OUTLETS[language])
    domain = f"site{sum(map(ord, outlet)) % 977}.example"
    status = random.choices(list(Status), (88, 4, 3, 3, 2))[0]
    return Node(
        f"n{index}",
        status,
        None if status is Status.NAMED else f"https://{domain}/{moment:%Y/%m}/{index}/",
        domain,
        outlet,
        None if status in (Status.NAMED, Status.UNIDENTIFIED) else TITLES[language],
        language if random.random() > 0.03 else None,
        None if status is Status.NAMED else _published(random, moment),
        ("Redaktion",) if random.random() < 0.3 else (),
        "the server did not answer in 20 s" if status is Status.UNREACHABLE else None,
    )


def _published(random: Random, moment: datetime) -> DateInterval | None:
    kind = random.random()
    if kind < 0.07:
        return None
    if kind < 0.12:
        first = moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return DateInterval(first, (first + timedelta(days=32)).replace(day=1), f"{moment:%Y-%m}")
    if kind < 0.135:
        return _day(moment - timedelta(days=40))  # a date that cannot be right
    return _day(moment)


def _day(moment: datetime) -> DateInterval:
    first = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return DateInterval(first, first + timedelta(days=1), f"{moment:%Y-%m-%d}")


def _link(
    random: Random, copy: Node, source: Node, relation: Relation | None = None, confidence: float | None = None
) -> Derivation:
    relation = relation or _relation(random, copy, source)
    sure = confidence if confidence is not None else round(1 - random.random() ** 2 * 0.7, 3)
    language = copy.language or "en"
    quote = CREDITS[language].format(source.outlet)
    place = random.choice(("tail", "tail", "tail", "byline", "head", "metadata"))
    evidence = [Evidence("stated", 3.1, "a line of the page names the source", quote, place, "attribution")]
    translator = random.choice(TRANSLATORS) if relation is Relation.TRANSLATION else None
    if translator:
        evidence.append(
            Evidence("translator", 1.2, "a line names the translator", f"[{translator}]", "tail", "attribution")
        )
    evidence.append(Evidence("text", 2.4, "94% of the first text's short runs of words stand in the second"))
    if random.random() < 0.2:
        evidence.append(Evidence("date", -0.8, "the dates are far apart"))
    return Derivation(
        f"l{copy.id}-{source.id}",
        copy.id,
        source.id,
        relation,
        sure,
        tuple(evidence),
        translator,
        copy.outlet if translator else None,
        (Rival("n0", 0.12),) if random.random() < 0.15 and source.id != "n0" else (),
        random.choice(list(Verdict)) if random.random() < 0.04 else None,
        "L. Brandt" if translator and random.random() < 0.4 else None,
        "CC BY-SA 4.0" if random.random() < 0.1 else None,
    )


def _relation(random: Random, copy: Node, source: Node) -> Relation:
    if copy.language and source.language and copy.language != source.language:
        return Relation.TRANSLATION
    if copy.outlet == source.outlet:
        return Relation.REVISION
    kinds = (Relation.REPUBLICATION, Relation.SYNDICATION, Relation.EXCERPT, Relation.ADAPTATION)
    return random.choices(kinds, (60, 18, 12, 10))[0]
