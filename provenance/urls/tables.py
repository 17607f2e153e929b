"""What is known of particular sites and parameter names: plain data, a row to add one.

Hosts stand for themselves and all hosts below them. Names are in lower case.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Query parameters that say how a reader came to a page, never which page it is.
TRACKING = _words(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid twclid ttclid yclid ysclid igshid igsh li_fat_id
    mc_cid mc_eid _hsenc _hsmi __hssc __hstc __hsfp hsctatracking vero_id vero_conv oly_anon_id
    oly_enc_id _ga _gl _ke _openstat cmpid ncid smid xtor sr_share wt_mc wt_zmc wt.mc_id trk trkinfo
    icid ito ocid guccounter guce_referrer guce_referrer_sig ref_src ref_url fb_action_ids
    fb_action_types fb_ref fb_source __twitter_impression amp_js_v amp_gsa amp_lite usqp spm scm
    share_source share_medium share_id sharetype at_medium at_campaign at_custom1 at_custom2 at_custom3
    at_custom4 at_link_id at_link_origin at_link_type at_ptr_name at_bbc_team at_format s_cid s_kwcid
    mkt_tok rb_clickid sscid irclickid epik doing_wp_cron replytocom wpmp_switcher wpmp_tp feedtitle
    feedname nocache no_cache
    """
)
TRACKING_PREFIXES = ("utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "_x_tr_", "ga_", "itm_", "cmp_id")

# These parameters track only with such a value: elsewhere they may name the page.
AMBIGUOUS = frozenset({"ref", "source", "from", "src", "referer", "referrer", "via", "origin"})
TRACKER_VALUES = _words(
    """
    rss feed atom feedburner twitter tw twtr facebook fb instagram telegram tg whatsapp wa vk vkontakte
    ok linkedin reddit pinterest email e-mail mail newsletter nl push share sharing social socialnetwork
    google googlenews gnews bing yandex yandexnews zen dzen flipboard pocket smartnews upday applenews
    home homepage front hp menu sidebar footer header related recirc mostread mostpopular toplist
    trending search amp mobile app android ios widget rss_feed
    """
)
SESSION = _words("phpsessid jsessionid aspsessionid sessionid session_id cfid cftoken zenid osid psession")

# Parameters that ask for another rendering of the same page: (name, its values; empty: any).
RENDERINGS: tuple[tuple[str, frozenset[str]], ...] = (
    ("amp", frozenset()),
    ("noamp", frozenset()),
    ("nonamp", frozenset()),
    ("outputtype", frozenset({"amp"})),
    ("print", frozenset({"", "1", "true", "yes", "y", "print", "pdf"})),
    ("printable", frozenset({"", "1", "true", "yes"})),
    ("view", frozenset({"print", "amp", "mobile"})),
    ("mode", frozenset({"print", "amp", "mobile"})),
    ("tmpl", frozenset({"component"})),
    ("mobile", frozenset({"", "1", "true", "yes"})),
    ("m", frozenset({"", "1"})),
)

# Blog platforms that the public-suffix list leaves out: what is below them is an outlet of its own.
PLATFORMS = _words(
    """
    wordpress.com substack.com tumblr.com typepad.com typepad.fr blogs.com livejournal.com
    dreamwidth.org over-blog.com over-blog.net over-blog.org canalblog.com eklablog.com centerblog.net
    unblog.fr free.fr hypotheses.org blog.ir blogfa.com blogsky.com tistory.com beehiiv.com ghost.io
    neocities.org weebly.com webnode.com webnode.fr webnode.cz webnode.es jimdo.com jimdofree.com
    squarespace.com narod.ru ucoz.ru ucoz.com ucoz.net ucoz.org ucoz.ua at.ua blox.pl bloog.pl blog.cz
    mystrikingly.com wpengine.com wpcomstaging.com medium.com blog.hu hautetfort.com mozello.com
    wixsite.com altervista.org
    """
) | frozenset(
    f"blogspot.{end}"
    for end in _words(
        """
    ae al am ba be bg bj ca cf ch cl co.at co.id co.il co.ke co.nz co.uk co.za com.ar com.au com.br
    com.by com.co com.cy com.ee com.eg com.es com.mt com.ng com.tr com.uy cv cz de dk fi fr gr hk hr hu
    ie in is it jp kr li lt lu md mk mr mx my nl no pe pt qa re ro rs ru se sg si sk sn td tw ug vn
    """
    )
)

SHORTENERS = _words(
    """
    bit.ly bitly.com j.mp t.co ift.tt goo.gl tinyurl.com ow.ly buff.ly dlvr.it is.gd v.gd fb.me lnkd.in
    t.ly rb.gy cutt.ly shorturl.at rebrand.ly tiny.cc tiny.pl clck.ru vk.cc u.to qps.ru goo.su wp.me
    trib.al amzn.to nyti.ms reut.rs bbc.in wapo.st cnn.it ebx.sh snip.ly soo.gd s.id bl.ink adf.ly
    shorte.st feedproxy.google.com feeds.feedburner.com rss.feedsportal.com feedsportal.com apple.news
    flip.it youtu.be redd.it pin.it tmblr.co w.wiki t.cn url.cn dwz.cn
    """
)

# Hosts that keep copies of other sites' pages.
ARCHIVES = _words(
    """
    web.archive.org wayback.archive.org web-beta.archive.org web-static.archive.org
    wayback.archive-it.org archive.today archive.ph archive.is archive.li archive.vn archive.fo
    archive.md webcitation.org perma.cc ghostarchive.org arquivo.pt webarchive.org.uk
    webarchive.nationalarchives.gov.uk webarchive.loc.gov swap.stanford.edu timetravel.mementoweb.org
    memgator.cs.odu.edu megalodon.jp conifer.rhizome.org vefsafn.is webarchiv.cz haw.nsk.hr
    nukrobi2.nuk.uni-lj.si web.archive.bibalex.org webcache.googleusercontent.com hghltd.yandex.net
    yandexwebcache.net cc.bingj.com archivebay.org peeep.us freezepage.com
    """
)
# Readers and proxies that take the whole address after a slash.
PREFIX_PROXIES = frozenset({"12ft.io", "r.jina.ai", "outline.com", "1ft.io", "removepaywall.com", "txtify.it"})

# (host, start of the path, parameters that hold the address).
REDIRECTORS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("l.facebook.com", "/l.php", ("u",)),
    ("lm.facebook.com", "/l.php", ("u",)),
    ("facebook.com", "/l.php", ("u",)),
    ("facebook.com", "/flx/warn", ("u",)),
    ("l.instagram.com", "/", ("u",)),
    ("l.messenger.com", "/l.php", ("u",)),
    ("l.threads.net", "/", ("u",)),
    ("linkedin.com", "/redir/", ("url",)),
    ("linkedin.com", "/safety/go", ("url",)),
    ("vk.com", "/away.php", ("to",)),
    ("away.vk.com", "/", ("to",)),
    ("ok.ru", "/dk", ("st.link", "st._url")),
    ("zen.yandex.ru", "/away", ("to",)),
    ("dzen.ru", "/away", ("to",)),
    ("slack-redir.net", "/link", ("url",)),
    ("t.umblr.com", "/redirect", ("z",)),
    ("safelinks.protection.outlook.com", "/", ("url",)),
    ("statics.teams.cdn.office.net", "/evergreen-assets/safelinks", ("url",)),
    ("out.reddit.com", "/", ("url",)),
    ("youtube.com", "/redirect", ("q",)),
    ("steamcommunity.com", "/linkfilter", ("url", "u")),
    ("duckduckgo.com", "/l/", ("uddg",)),
    ("disq.us", "/url", ("url",)),
    ("t.me", "/iv", ("url",)),
    ("getpocket.com", "/redirect", ("url",)),
    ("exit.sc", "/", ("url",)),
    ("getrevue.co", "/", ("url",)),
    ("go.redirectingat.com", "/", ("url",)),
    ("go.skimresources.com", "/", ("url",)),
    ("redirect.viglink.com", "/", ("u", "out")),
    ("shareasale.com", "/r.cfm", ("urllink",)),
    ("bing.com", "/news/apiclick.aspx", ("url",)),
    ("bing.com", "/translator", ("to",)),
    ("translate.google.com", "/", ("u",)),
    ("translatetheweb.com", "/", ("a",)),
    ("microsofttranslator.com", "/", ("a",)),
    ("translate.yandex.ru", "/", ("url",)),
    ("translate.yandex.com", "/", ("url",)),
    ("webcitation.org", "/query", ("url",)),
    ("timetravel.mementoweb.org", "/", ("url",)),
)
# Words of a path that say "this leads out", and the parameters that then hold the address.
REDIRECT_WORDS = _words(
    """
    redirect redirect.php redirector redir redir.php away away.php goto goto.php go go.php out out.php
    outbound outgoing external external.php exit exit.php leave leaving click click.php clicks jump
    jump.php l.php link.php track track.php tracking
    """
)
REDIRECT_PARAMS = (
    "url",
    "u",
    "q",
    "to",
    "target",
    "dest",
    "destination",
    "redirect",
    "redirect_url",
    "redir",
    "link",
    "goto",
    "out",
    "href",
    "uri",
    "r",
)

# (host, start of the path) of buttons that share a page or write a post.
SHARE_PATHS: tuple[tuple[str, str], ...] = (
    ("facebook.com", "/sharer"),
    ("facebook.com", "/share.php"),
    ("facebook.com", "/dialog/"),
    ("facebook.com", "/plugins/"),
    ("twitter.com", "/intent"),
    ("twitter.com", "/share"),
    ("twitter.com", "/home"),
    ("x.com", "/intent"),
    ("x.com", "/share"),
    ("t.me", "/share"),
    ("telegram.me", "/share"),
    ("wa.me", "/"),
    ("api.whatsapp.com", "/"),
    ("web.whatsapp.com", "/"),
    ("chat.whatsapp.com", "/"),
    ("pinterest.com", "/pin/create"),
    ("reddit.com", "/submit"),
    ("linkedin.com", "/sharearticle"),
    ("linkedin.com", "/sharing"),
    ("linkedin.com", "/cws/share"),
    ("vk.com", "/share"),
    ("vkontakte.ru", "/share"),
    ("connect.ok.ru", "/"),
    ("ok.ru", "/dk"),
    ("connect.mail.ru", "/share"),
    ("tumblr.com", "/share"),
    ("tumblr.com", "/widgets/share"),
    ("plus.google.com", "/"),
    ("getpocket.com", "/save"),
    ("getpocket.com", "/edit"),
    ("share.flipboard.com", "/"),
    ("news.ycombinator.com", "/submitlink"),
    ("digg.com", "/submit"),
    ("stumbleupon.com", "/submit"),
    ("delicious.com", "/save"),
    ("instapaper.com", "/edit"),
    ("buffer.com", "/add"),
    ("bufferapp.com", "/add"),
    ("addtoany.com", "/"),
    ("addthis.com", "/"),
    ("sharethis.com", "/"),
    ("social-plugins.line.me", "/"),
    ("line.me", "/r/msg"),
    ("service.weibo.com", "/share"),
    ("b.hatena.ne.jp", "/entry"),
    ("xing.com", "/spi/shares"),
    ("livejournal.com", "/update.bml"),
    ("mail.google.com", "/mail"),
    ("compose.mail.yahoo.com", "/"),
    ("threads.net", "/intent"),
    ("bsky.app", "/intent"),
    ("diasporafoundation.org", "/"),
    ("gab.com", "/compose"),
    ("mewe.com", "/share"),
)
# Networks whose home and profile pages (one path segment) a site links to as "follow us".
NETWORKS = _words(
    """
    facebook.com fb.com twitter.com x.com instagram.com linkedin.com pinterest.com tiktok.com
    threads.net bsky.app youtube.com vk.com ok.ru flipboard.com mewe.com gab.com snapchat.com discord.gg
    discord.com whatsapp.com parler.com gettr.com plus.google.com paypal.com paypal.me patreon.com
    tipeee.com ko-fi.com
    """
)
