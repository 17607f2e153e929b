"""What is told around a name in a credit: the issue of a paper, a permission behind it, the writer before the text."""

import pytest

from provenance.grammar import read


@pytest.mark.parametrize(
    "code, text, outlet",
    [
        ("en", "This essay was first published in the July issue of the magazine Slack Water", "Slack Water"),
        ("en", "Originally published in issue 12 of Slack Water", "Slack Water"),
        ("en", "Reprinted from the July/August 2020 issue of Slack Water", "Slack Water"),
        ("de", "Der Text erschien zuerst in der Juli-Ausgabe des Magazins Hafenblatt", "Hafenblatt"),
        ("de", "Dieser Beitrag erschien zuerst in Heft 7/2020 der Zeitschrift „Hafenblatt“", "Hafenblatt"),
        ("fr", "Article paru dans le numéro de juillet de la revue Digue Haute", "Digue Haute"),
        ("es", "Este texto se publicó originalmente en el número de julio de la revista El Muelle", "El Muelle"),
        ("pt", "Este texto foi publicado na edição de julho da revista Maré Alta", "Maré Alta"),
        ("it", "Articolo uscito sul numero di luglio della rivista Molo Vecchio", "Molo Vecchio"),
        ("nl", "Dit artikel verscheen eerder in nummer 7 van het tijdschrift Kade", "Kade"),
        ("ro", "Articol apărut inițial în numărul din iulie al revistei Digul", "Digul"),
        ("el", "Το άρθρο δημοσιεύτηκε αρχικά στο τεύχος Ιουλίου του περιοδικού Προβλήτα", "Προβλήτα"),
        ("ca", "Article publicat originalment al número de juliol de la revista Escullera", "Escullera"),
        ("sk", "Článok vyšiel pôvodne v júlovom čísle časopisu Prístav", "Prístav"),
        ("no", "Artikkelen sto først på trykk i juliutgaven av Kaibladet", "Kaibladet"),
        ("da", "Artiklen blev først bragt i juli-udgaven af Molebladet", "Molebladet"),
        ("fi", "Artikkeli on julkaistu alun perin Laituri-lehden heinäkuun numerossa", "Laituri"),
    ],
)
def test_the_issue_of_a_paper_is_none_of_its_name(code, text, outlet):
    [reading] = read(text, code)
    assert (reading.line.says, reading.value("outlet")) == ("republication", outlet)


@pytest.mark.parametrize(
    "code, text, outlet",
    [
        ("en", "This piece was first published by Slack Water and appears here with permission.", "Slack Water"),
        (
            "it",
            "Questo testo è uscito su Molo Vecchio e viene ripreso qui con il permesso della redazione.",
            "Molo Vecchio",
        ),
        ("ro", "Textul a apărut inițial în Digul și este preluat aici cu acordul redacției.", "Digul"),
        (
            "ca",
            "Aquest text es va publicar per primera vegada a Escullera i el recollim amb el seu permís.",
            "Escullera",
        ),
        ("vi", "Bài viết được đăng lần đầu trên Bến Cũ và được đăng lại ở đây với sự cho phép.", "Bến Cũ"),
        ("tr", "Bu yazı ilk olarak Rıhtım dergisinde yayımlandı ve izinle burada yeniden yayımlanıyor.", "Rıhtım"),
        ("hu", "A cikk eredetileg a Móló oldalán jelent meg, és engedéllyel közöljük.", "Móló"),
        ("id", "Artikel ini pertama kali terbit di Dermaga Lama dan dimuat ulang di sini dengan izin.", "Dermaga Lama"),
        (
            "vi",
            "Bài viết này được đăng lần đầu trên Bến Cũ và được đăng lại tại đây với sự đồng ý của toà soạn.",
            "Bến Cũ",
        ),
        (
            "vi",
            "Bài viết được xuất bản lần đầu tiên tại tạp chí Bến Cũ, được giới thiệu lại ở đây với sự đồng ý của tác giả.",
            "Bến Cũ",
        ),
        (
            "hi",
            "यह लेख मूल रूप से तट समाचार में प्रकाशित हुआ था तथा लेखक की सहमति से यहाँ छापा जा रहा है।",
            "तट समाचार",
        ),
        ("fa", "این مقاله نخستین بار در مجله لنگرگاه منتشر شده و اکنون با اجازه نویسنده اینجا می‌آید.", "لنگرگاه"),
        ("fa", "این یادداشت پیش‌تر در روزنامه لنگرگاه منتشر شد و با کسب اجازه از سردبیر بازنشر می‌شود.", "لنگرگاه"),
        ("fa", "این مطلب نخستین بار در لنگرگاه منتشر شده است و با موافقت نویسنده در اینجا بازنشر می‌شود.", "لنگرگاه"),
        ("ar", "نشرت هذه المقالة أول مرة في موقع المرسى وننشرها هنا بتصريح من الناشر.", "المرسى"),
        ("he", "הכתבה פורסמה במקור באתר המגדלור ומועתקת לכאן באדיבות העורך.", "המגדלור"),
        ("he", "פורסם במקור ב״שפת הים״ ומופיע כאן באישור הכותב", "שפת הים"),
        (
            "id",
            "Artikel ini pertama kali terbit di Dermaga Lama dan kini ditayangkan kembali dengan persetujuan penulis.",
            "Dermaga Lama",
        ),
        (
            "id",
            "Artikel ini pertama kali terbit di Dermaga Lama, dimuat semula dengan kebenaran penerbit.",
            "Dermaga Lama",
        ),
        ("tr", "Bu makale ilk olarak Rıhtım'da yayımlanmış olup editörün onayıyla burada yer almaktadır.", "Rıhtım"),
        ("tr", "İlk olarak Rıhtım'da yayımlandı ve onay alınarak burada paylaşıldı.", "Rıhtım"),
        ("de", "Übernommen von Hafenblatt, Zwischentitel von uns.", "Hafenblatt"),
        ("fr", "Ce texte est repris du site Digue Haute, les intertitres sont de nous.", "Digue Haute"),
        ("cs", "Text přebíráme z webu Tiché molo, mezititulky doplnila redakce.", "Tiché molo"),
    ],
)
def test_what_is_said_of_the_taking_behind_a_name_is_none_of_it(code, text, outlet):
    [reading] = read(text, code)
    assert reading.value("outlet") == outlet


def test_two_papers_before_a_permission_stay_two():
    [reading] = read("این مقاله نخستین بار در مجله لنگرگاه و کرانه با اجازه ناشر منتشر شده است.", "fa")
    assert reading.value("outlet") == "لنگرگاه و کرانه"


@pytest.mark.parametrize(
    "code, text, author, outlet",
    [
        ("en", "Maya Ellison's essay originally appeared in Slack Water.", "Maya Ellison", "Slack Water"),
        ("de", "Lena Brandts Essay ist zuerst in der „Hafenpost“ erschienen.", "Lena Brandt", "Hafenpost"),
        ("nl", "Anna Bergs artikel verscheen eerder in het tijdschrift Kade.", "Anna Berg", "Kade"),
        ("sv", "Eva Lunds artikel var tidigare publicerad i tidskriften Bryggan.", "Eva Lund", "Bryggan"),
        ("no", "Kari Vaags kronikk sto først på trykk i Kaibladet.", "Kari Vaag", "Kaibladet"),
        ("da", "Bo Lunds kronik blev først bragt i Molebladet.", "Bo Lund", "Molebladet"),
        ("fi", "Aino Laineen kirjoitus on julkaistu aiemmin Laituri-lehdessä.", None, "Laituri"),
        (
            "hu",
            "Kovács Anna írása eredetileg a Móló folyóirat 2020. júliusi számában jelent meg.",
            "Kovács Anna",
            "Móló",
        ),
        ("tr", "Deniz Kaya'nın yazısı ilk olarak Rıhtım dergisinde yayımlandı.", "Deniz Kaya", "Rıhtım"),
    ],
)
def test_a_text_is_named_by_its_writer(code, text, author, outlet):
    [reading] = read(text, code)
    assert (reading.value("author"), reading.value("outlet")) == (author, outlet)


@pytest.mark.parametrize(
    "code, text",
    [
        ("en", "The May issue of the strike was never settled."),
        ("en", "In the July issue of the magazine you will find a map of the quays."),
        ("en", "Maya Ellison's article shows how the ferries of the north were lost."),
        ("en", "The Harbour Gazette's article was first read in the harbour office."),
        ("hu", "A Kovács Anna cikke után megnyílt múzeum zárva."),
        ("en", "He sailed from Tern Bay and returned with the permission of the harbour master."),
        ("en", "We left the headings to Tern Bay, subheadings are ours."),
        ("de", "Lena Brandts Artikel hat viele Leser gefunden."),
        ("hu", "Kovács Anna írása sokaknak tetszett."),
        ("hu", "A szerkesztőség szíves engedélyével."),
        ("hu", "A szerző engedélyével közöljük."),
        ("ar", "غادرت السفينة المرسى وعادت بموافقة القبطان."),
        ("fa", "کشتی از لنگرگاه رفت و اکنون با موافقت ناخدا بازگشته است."),
        ("he", "הספינה יצאה מהמגדלור ושבה בהסכמת הקברניט."),
        ("he", "הדו״ח פורסם לראשונה בשפת המקור"),
        ("hi", "नाव घाट से चली और अब मल्लाह की सहमति से लौट आई है।"),
        ("id", "Pelabuhan dibuka dan kapal berlayar dengan persetujuan syahbandar."),
        ("tr", "Gemi Rıhtım'dan ayrıldı ve kaptanın onayıyla geri döndü."),
        ("vi", "Con tàu rời Bến Cũ và quay lại với sự đồng ý của thuyền trưởng."),
    ],
)
def test_such_words_alone_credit_nobody(code, text):
    assert not read(text, code)


def test_a_permission_that_names_the_source_is_read_as_its_credit():
    readings = read("Artiklen er oversat fra tysk af Ida Holt og bringes med tilladelse fra Laternenblatt.", "da")
    assert [r.value("outlet") for r in readings if r.value("outlet")] == ["Laternenblatt"]
