"""The judged corpus: pages of our own invention and the answer a careful fact-checker would give to each.

One file a language, `xx.toml` (or several, `xx-part.toml`): its pages, each with the claims that its words and metadata support. A page is a body that
is put into a theme (`themes/`: layouts as content systems emit them), so that every credit stands among the navigation,
share buttons, related links and comments of a page as it really is. Outlets, people and places are invented and their hosts
end in `.example`; only agencies and press-release distributors carry their names. The judgements were written without the tool.

`second/` to `seventh/` are further sets in the same form, written later by others who knew neither the tool nor the pages
before, each with floors of its own. The second, third and fourth seek out wordings that no set before them holds: at first
sight 90 of 152 pages were answered exactly right, 108 of 169, 83 of 141. The fifth to seventh are a fair sample, the ordinary
and the odd as the web has them: at first sight 175 of 198, 172 of 199 and 169 of 192. The grammar was widened on each since.

    pages.py   Page, Wanted, load(), render(page)
    ask.py     what the tool answers to a page
    score.py   how near the answers come to the judgements
    check.py   python -m tests.corpus.check [xx ...] [--set first|second|third|fourth|fifth|sixth|seventh] [--answers] [--raise]
"""
