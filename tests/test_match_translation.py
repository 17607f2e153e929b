"""Translations against reports of the same event, in several scripts; the texts are made up."""

import pytest

from provenance.match import compare, lean_anchors, relation_of, translation
from provenance.match.anchors import weights_of
from provenance.match.profile import profile
from provenance.match.rarity import rarity
from provenance.match.views import VIEWS
from provenance.model import Article, Match, Relation

EN = """Port of Valdemar reopens after 43 days

The port of Valdemar reopened on 12 March 2021 after 43 days of strikes, its director Helena Korvald said in Brussels on Friday. The first ship to enter was the Aurora Borealis, which carried 3,250 tonnes of wheat from Odessa.
Korvald thanked Mayor Tomasz Brandel and the trade union Solidarnova, whose leader Igor Maskov had called the strike at the end of January. "We have lost 18.5 million euros," she told Radio Meridian.
Maskov answered that the 640 dockers had received no bonus since 2017. He said the company Nordhaven Logistik had broken the agreement that it signed in Geneva in 2019.
Nordhaven, which belongs to the Singapore group Temarak, employs 2,100 people in Portugal, Poland and Morocco. Its shares rose by 7 percent in Frankfurt.
The government in Warsaw sent the mediator Agnieszka Lubowicz on 26 February. She met both sides 11 times before the agreement was signed.
The next talks will take place in Lisbon on 5 May. Korvald promised that the crane at pier 14 would be repaired by then."""

FR = """Le port de Valdemar rouvre après 43 jours

Le port de Valdemar a rouvert le 12 mars 2021 après 43 jours de grève, a déclaré vendredi à Bruxelles sa directrice, Helena Korvald. Le premier navire à y entrer a été l'Aurora Borealis, qui transportait 3 250 tonnes de blé en provenance d'Odessa.
Mme Korvald a remercié le maire, Tomasz Brandel, ainsi que le syndicat Solidarnova, dont le chef, Igor Maskov, avait lancé la grève fin janvier. « Nous avons perdu 18,5 millions d'euros », a-t-elle confié à Radio Meridian.
M. Maskov a répondu que les 640 dockers n'avaient touché aucune prime depuis 2017. Selon lui, la société Nordhaven Logistik a rompu l'accord qu'elle avait signé à Genève en 2019.
Nordhaven, qui appartient au groupe singapourien Temarak, emploie 2 100 personnes au Portugal, en Pologne et au Maroc. Son action a gagné 7 % à Francfort.
Le gouvernement de Varsovie a envoyé la médiatrice Agnieszka Lubowicz le 26 février. Elle a rencontré les deux parties 11 fois avant la signature de l'accord.
Les prochaines discussions auront lieu à Lisbonne le 5 mai. Mme Korvald a promis que la grue du quai 14 serait réparée d'ici là."""

RU = """Порт Вальдемар открылся после 43 дней простоя

Порт Вальдемар вновь открылся 12 марта 2021 года после 43 дней забастовки, сообщила в пятницу в Брюсселе его директор Хелена Корвальд. Первым в порт вошло судно «Аурора Бореалис» с 3250 тоннами пшеницы из Одессы.
Корвальд поблагодарила мэра Томаша Бранделя и профсоюз «Солидарнова», лидер которого Игорь Масков объявил забастовку в конце января. «Мы потеряли 18,5 миллиона евро», — сказала она радио «Меридиан».
Масков ответил, что 640 докеров не получали премий с 2017 года. По его словам, компания «Нордхавен Логистик» нарушила соглашение, подписанное в Женеве в 2019 году.
«Нордхавен», принадлежащая сингапурской группе «Темарак», насчитывает 2100 работников в Португалии, Польше и Марокко. Её акции выросли во Франкфурте на 7 процентов.
Правительство в Варшаве 26 февраля направило посредника Агнешку Любович. Она встречалась со сторонами 11 раз, прежде чем соглашение было подписано.
Следующие переговоры пройдут в Лиссабоне 5 мая. Корвальд пообещала, что кран у 14-го причала к тому времени починят."""

DE = """Hafen von Valdemar öffnet nach 43 Tagen wieder

Der Hafen von Valdemar ist am 12. März 2021 nach 43 Streiktagen wieder geöffnet worden, wie seine Direktorin Helena Korvald am Freitag in Brüssel sagte. Als erstes Schiff lief die Aurora Borealis ein, die 3.250 Tonnen Weizen aus Odessa geladen hatte.
Korvald dankte Bürgermeister Tomasz Brandel und der Gewerkschaft Solidarnova, deren Chef Igor Maskov Ende Januar zum Streik aufgerufen hatte. "Wir haben 18,5 Millionen Euro verloren", sagte sie Radio Meridian.
Maskov entgegnete, die 640 Hafenarbeiter hätten seit 2017 keine Prämie mehr erhalten. Die Firma Nordhaven Logistik habe die Vereinbarung gebrochen, die sie 2019 in Genf unterzeichnet habe.
Nordhaven gehört zur Gruppe Temarak aus Singapur und beschäftigt 2.100 Menschen in Portugal, Polen und Marokko. Die Aktie stieg in Frankfurt um 7 Prozent.
Die Regierung in Warschau schickte am 26. Februar die Vermittlerin Agnieszka Lubowicz. Sie traf beide Seiten 11 Mal, bevor die Vereinbarung unterzeichnet wurde.
Die nächsten Gespräche finden am 5. Mai in Lissabon statt. Korvald versprach, dass der Kran an Pier 14 bis dahin repariert sei."""

ES = """El puerto de Valdemar reabre tras 43 días

El puerto de Valdemar reabrió el 12 de marzo de 2021 después de 43 días de huelga, dijo el viernes en Bruselas su directora, Helena Korvald. El primer barco en entrar fue el Aurora Borealis, que transportaba 3.250 toneladas de trigo desde Odesa.
Korvald dio las gracias al alcalde Tomasz Brandel y al sindicato Solidarnova, cuyo líder, Igor Maskov, había convocado la huelga a finales de enero. «Hemos perdido 18,5 millones de euros», dijo a Radio Meridian.
Maskov respondió que los 640 estibadores no habían recibido ninguna prima desde 2017. Según él, la empresa Nordhaven Logistik rompió el acuerdo que firmó en Ginebra en 2019.
Nordhaven, que pertenece al grupo singapurense Temarak, emplea a 2.100 personas en Portugal, Polonia y Marruecos. Sus acciones subieron un 7 por ciento en Fráncfort.
El Gobierno de Varsovia envió a la mediadora Agnieszka Lubowicz el 26 de febrero. Se reunió 11 veces con ambas partes antes de la firma del acuerdo.
Las próximas conversaciones tendrán lugar en Lisboa el 5 de mayo. Korvald prometió que la grúa del muelle 14 estaría reparada para entonces."""

AR = """إعادة فتح ميناء فالديمار بعد 43 يوما

أعيد فتح ميناء فالديمار في ١٢ مارس ٢٠٢١ بعد إضراب دام ٤٣ يوما، بحسب ما قالت مديرته هيلينا كورفالد في بروكسل يوم الجمعة. وكانت أول سفينة تدخله أورورا بورياليس التي حملت ٣٢٥٠ طنا من القمح من أوديسا.
وشكرت كورفالد رئيس البلدية توماش برانديل ونقابة سوليدارنوفا التي دعا زعيمها إيغور ماسكوف إلى الإضراب في نهاية يناير. وقالت لإذاعة ميريديان: "خسرنا 18.5 مليون يورو".
ورد ماسكوف بأن 640 عاملا لم يتلقوا أي مكافأة منذ 2017. وقال إن شركة نوردهافن لوجيستيك خرقت الاتفاق الذي وقعته في جنيف عام 2019.
وتوظف نوردهافن التابعة لمجموعة تيماراك السنغافورية 2100 شخص في البرتغال وبولندا والمغرب. وارتفع سهمها في فرانكفورت بنسبة 7 في المئة.
وأرسلت الحكومة في وارسو الوسيطة أغنيشكا لوبوفيتش في 26 فبراير. والتقت الطرفين 11 مرة قبل توقيع الاتفاق.
وستجرى المحادثات المقبلة في لشبونة في 5 مايو. ووعدت كورفالد بإصلاح الرافعة في الرصيف 14 بحلول ذلك الوقت."""

JA = """バルデマル港、43日ぶりに再開

バルデマル港は43日間のストライキを経て2021年3月12日に再開した。ヘレナ・コルバルド港長が金曜日、ブリュッセルで明らかにした。最初に入港したのはオデッサから小麦3,250トンを運んできたオーロラ・ボレアリス号だった。
コルバルド氏はトマシュ・ブランデル市長と労働組合ソリダルノバに感謝した。同組合の指導者イゴール・マスコフ氏は1月末にストライキを宣言していた。「1850万ユーロの損失だ」と同氏はラジオ・メリディアンに語った。
マスコフ氏は、港湾労働者640人が2017年以来賞与を受け取っていないと反論した。同氏によれば、ノルドハーベン・ロギスティク社は2019年にジュネーブで署名した合意を破った。
シンガポールのテマラク・グループに属するノルドハーベンは、ポルトガル、ポーランド、モロッコで2,100人を雇用している。フランクフルトで株価は7%上昇した。
ワルシャワの政府は2月26日、調停者アグニェシュカ・ルボビッチ氏を派遣した。同氏は合意の署名までに双方と11回会談した。
次の協議は5月5日にリスボンで行われる。コルバルド氏は、それまでに14番埠頭のクレーンを修理すると約束した。"""

ZH = """瓦尔德马港停工43天后重新开放

港口负责人海伦娜·科瓦尔德（Helena Korvald）周五在布鲁塞尔表示，经过43天罢工，瓦尔德马港于2021年3月12日重新开放。首艘入港的是北极光号（Aurora Borealis），从敖德萨运来3250吨小麦。
科瓦尔德感谢市长托马什·布兰德尔（Tomasz Brandel）和工会Solidarnova，该工会领导人马斯科夫（Igor Maskov）于1月底宣布罢工。她对Meridian电台说：“我们损失了1850万欧元。”
马斯科夫回应说，640名码头工人自2017年以来没有拿到奖金。他说，Nordhaven Logistik公司违反了2019年在日内瓦签署的协议。
隶属新加坡Temarak集团的Nordhaven在葡萄牙、波兰和摩洛哥雇有2100人。其股价在法兰克福上涨7%。
华沙政府于2月26日派出调解人卢博维奇（Agnieszka Lubowicz）。协议签署之前，她与双方会面11次。
下一轮会谈将于5月5日在里斯本举行。科瓦尔德承诺届时14号码头的起重机将修好。"""

# Two other reports of the same event, each written on its own.
EVENT_EN = """Dockers return to work in Valdemar

Ships are moving again in Valdemar. Six weeks after Igor Maskov's union walked out, dockers went back to the quays on Friday, greeted by families and a brass band.
"It was a long winter," said Pavel Drost, 52, who has driven cranes here since 1994. He missed two mortgage payments and sold his car.
The agreement gives workers a rise of 4 percent and a new canteen. Nordhaven Logistik did not answer questions about the cost.
Analysts at Lindqvist Bank in Stockholm believe that traffic will not return to normal before the summer. Some shippers have moved to Gdansk and Antwerp for good.
Mayor Tomasz Brandel wants a law on mediation. Parliament will discuss the bill in the autumn."""

EVENT_FR = """Valdemar : la reprise, et des questions

La grève est finie à Valdemar, mais les comptes ne sont pas soldés. Helena Korvald, qui dirige le port depuis 2016, reconnaît que la confiance des armateurs sera longue à regagner.
Dans les cafés du quartier de Sundby, on parle surtout des 90 intérimaires qui n'ont pas été rappelés. « Personne ne nous a écrit », dit Mireille Castan, caissière.
Le syndicat d'Igor Maskov assure qu'il a obtenu l'essentiel. La direction a cédé sur les horaires de nuit, pas sur les retraites.
L'économiste Jean Delvaux estime le manque à gagner de la région à 31 millions. Les commerçants demandent une aide à la préfecture.
Une manifestation est annoncée pour le 1er juin devant le siège de Nordhaven Logistik."""

STORIES = {"en": EN, "fr": FR, "ru": RU, "de": DE, "es": ES, "ar": AR, "ja": JA, "zh": ZH}
EVENTS = {"en": EVENT_EN, "fr": EVENT_FR}


def article(text: str, language: str | None) -> Article:
    return Article(
        f"https://{language}.example/1",
        f"https://{language}.example/1",
        f"{language}.example",
        None,
        None,
        language,
        None,
        (),
        (),
        (),
        text,
        "0" * 64,
    )


def between(a: str, b: str) -> Match:
    return translation(STORIES[a], a, STORIES[b], b)


PAIRS = [(a, b) for a in STORIES for b in STORIES if a != b]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_translations_are_recognised_in_every_direction(a, b):
    match = between(a, b)
    assert match.score > 0.5, match.detail
    assert relation_of(match) is Relation.TRANSLATION


@pytest.mark.parametrize("language", [x for x in STORIES if x != "en"])
def test_a_report_of_the_same_event_in_english_is_not_the_source(language):
    match = translation(STORIES[language], language, EVENT_EN, "en")
    assert match.score < 0.5
    assert relation_of(match) is None


@pytest.mark.parametrize("language", [x for x in STORIES if x != "fr"])
def test_a_report_of_the_same_event_in_french_is_not_the_source(language):
    assert translation(STORIES[language], language, EVENT_FR, "fr").score < 0.5


def test_two_reports_of_one_event():
    assert translation(EVENT_EN, "en", EVENT_FR, "fr").score < 0.5


def test_a_translation_with_a_paragraph_dropped():
    cut = RU.split("\n")
    shorter = "\n".join(cut[:3] + cut[4:])
    match = translation(FR, "fr", shorter, "ru")
    assert match.score > 0.5
    assert match.a_in_b < between("fr", "ru").a_in_b


def test_passages_are_pairs_of_sentences_in_order():
    match = between("fr", "ru")
    pairs = [(FR[p.a_start : p.a_end], RU[p.b_start : p.b_end]) for p in match.passages]
    assert len(pairs) >= 8
    assert any("640" in x and "640" in y for x, y in pairs)
    assert any(x.startswith("Les prochaines") and y.startswith("Следующие") for x, y in pairs)
    starts = [(p.a_start, p.b_start) for p in match.passages]
    assert starts == sorted(starts)
    assert [b for _, b in starts] == sorted(b for _, b in starts)


def test_detail_names_what_is_shared_as_the_first_text_writes_it():
    detail = between("fr", "ru").detail
    assert "in order" in detail
    assert any(name in detail for name in ("Korvald", "Solidarnova", "Maskov", "3250", "Logistik"))


def test_little_evidence_is_said_and_not_asserted():
    match = translation("Il pleuvait. Personne ne parla ce soir-là.", "fr", "Шёл дождь. В тот вечер все молчали.", "ru")
    assert match.score <= 0.3
    assert match.detail.startswith("too little evidence")


@pytest.mark.parametrize("text", ["", " \n ", "\0" * 500, "\u0301" * 500, "。" * 500, "\ud800 x"])
def test_text_without_evidence_is_no_match(text):
    match = translation(text, "fr", RU, "ru")
    assert match.score <= 0.3
    assert "too little evidence" in match.detail


@pytest.mark.parametrize("language", ["", "xx", "zh-Hant-TW", "sr_Latn", "../etc", "no", "\0"])
def test_any_language_tag_is_taken(language):
    assert 0 <= translation(EN, language, FR, "fr").score <= 1


def test_compare_takes_the_measure_that_the_languages_ask_for():
    assert compare(article(FR, "fr"), article(RU, "ru")).measure == "translation"
    assert compare(article(FR, "fr"), article(EVENT_FR, "fr")).measure == "overlap"
    assert compare(article(FR, None), article(RU, "ru")).measure == "overlap"
    assert compare(article(FR, "fr-CA"), article(EVENT_FR, "fr")).measure == "overlap"


def test_a_copy_whose_language_was_misread_is_still_a_copy():
    match = compare(article(ES, "es"), article(ES, "gl"))
    assert (match.measure, relation_of(match)) == ("overlap", Relation.REPUBLICATION)


def test_lean_anchors_meet_across_scripts():
    french, russian = lean_anchors(FR, "fr"), lean_anchors(RU, "ru")
    assert french.keys() == russian.keys()
    for view in ("num", "name", "geo"):
        assert len(french[view] & russian[view]) >= 4, view
    assert all(-(2**63) <= value < 2**63 for values in french.values() for value in values)


@pytest.mark.parametrize(("text", "language"), [(EN, "en"), (FR, "fr-CA"), (RU, "ru"), ("", "en"), ("12.\n3", "")])
def test_an_index_holds_the_rare_features_that_texts_are_compared_by(text, language):
    totals = profile(text, language).totals
    every = {f"{view.name} {feature}" for view, found in zip(VIEWS, totals, strict=True) for feature in found}
    wanted = {feature for feature in every if feature.split()[0] != "c4" and rarity(*feature.split(" ", 1)) >= 2.5}
    assert {" ".join(key) for key in weights_of(text, language)} == wanted
