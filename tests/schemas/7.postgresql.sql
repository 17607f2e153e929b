CREATE TABLE public.addresses (
    key character varying NOT NULL,
    article character varying NOT NULL
);
CREATE TABLE public.anchors (
    view character varying NOT NULL,
    hash bigint NOT NULL,
    article integer NOT NULL,
    weight double precision NOT NULL
);
CREATE TABLE public.articles (
    number integer NOT NULL,
    id character varying NOT NULL,
    status character varying NOT NULL,
    url character varying,
    canonical_key character varying,
    domain character varying,
    outlet character varying,
    outlet_key character varying,
    title character varying,
    language character varying,
    published_earliest character varying,
    published_latest character varying,
    published_text character varying,
    authors character varying NOT NULL,
    detail character varying,
    text_sha256 character varying,
    capture_sha256 character varying,
    path character varying,
    fetched character varying,
    digest character varying,
    facts text,
    blocks bytea
);
CREATE SEQUENCE public.articles_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.articles_number_seq OWNED BY public.articles.number;
CREATE TABLE public.captures (
    number integer NOT NULL,
    sha256 character varying NOT NULL,
    target character varying NOT NULL,
    fetched character varying NOT NULL,
    url character varying,
    final_url character varying,
    status integer,
    media_type character varying NOT NULL,
    charset character varying,
    path character varying,
    headers character varying NOT NULL,
    declared character varying NOT NULL,
    redirects character varying DEFAULT '[]'::character varying NOT NULL,
    memento character varying
);
CREATE SEQUENCE public.captures_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.captures_number_seq OWNED BY public.captures.number;
CREATE TABLE public.judgements (
    number integer NOT NULL,
    link character varying NOT NULL,
    verdict character varying NOT NULL,
    by character varying NOT NULL,
    at character varying NOT NULL,
    note character varying,
    retired_at character varying
);
CREATE TABLE public.links (
    number integer NOT NULL,
    id character varying NOT NULL,
    derived character varying NOT NULL,
    source character varying NOT NULL,
    relation character varying NOT NULL,
    confidence double precision NOT NULL,
    translator character varying,
    translated_for character varying,
    evidence character varying NOT NULL,
    rivals character varying NOT NULL,
    reviser character varying,
    licence character varying
);
CREATE VIEW public.chains AS
 SELECT l.id AS link,
    l.relation,
    l.confidence,
    j.verdict,
    l.derived,
    d.url AS derived_url,
    d.outlet AS derived_outlet,
    d.domain AS derived_domain,
    d.title AS derived_title,
    d.language AS derived_language,
    d.published_text AS derived_published,
    l.source,
    s.url AS source_url,
    s.outlet AS source_outlet,
    s.domain AS source_domain,
    s.title AS source_title,
    s.language AS source_language,
    s.published_text AS source_published,
    s.status AS source_status,
    l.translator,
    l.translated_for
   FROM (((public.links l
     JOIN public.articles d ON (((d.id)::text = (l.derived)::text)))
     JOIN public.articles s ON (((s.id)::text = (l.source)::text)))
     LEFT JOIN public.judgements j ON ((((j.link)::text = (l.id)::text) AND (j.retired_at IS NULL))));
CREATE TABLE public.indexed (
    article integer NOT NULL,
    way integer NOT NULL
);
CREATE SEQUENCE public.judgements_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.judgements_number_seq OWNED BY public.judgements.number;
CREATE SEQUENCE public.links_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.links_number_seq OWNED BY public.links.number;
CREATE TABLE public.meta (
    key character varying NOT NULL,
    value character varying NOT NULL
);
CREATE VIEW public.outlet_flows AS
 SELECT COALESCE(d.outlet, d.domain) AS derived,
    d.domain AS derived_domain,
    COALESCE(s.outlet, s.domain) AS source,
    s.domain AS source_domain,
    l.relation,
    count(*) AS n
   FROM (((public.links l
     JOIN public.articles d ON (((d.id)::text = (l.derived)::text)))
     JOIN public.articles s ON (((s.id)::text = (l.source)::text)))
     LEFT JOIN public.judgements j ON ((((j.link)::text = (l.id)::text) AND (j.retired_at IS NULL))))
  WHERE ((j.verdict IS NULL) OR ((j.verdict)::text <> 'reject'::text))
  GROUP BY COALESCE(d.outlet, d.domain), d.domain, COALESCE(s.outlet, s.domain), s.domain, l.relation;
CREATE TABLE public.texts (
    sha256 character varying NOT NULL,
    text text NOT NULL
);
CREATE VIEW public.pages AS
 SELECT a.id,
    a.url,
    a.domain,
    a.outlet,
    a.title,
    a.language,
    a.published_earliest,
    a.published_latest,
    a.published_text,
    a.authors,
    a.path,
    a.fetched,
    length(t.text) AS characters,
    t.text
   FROM (public.articles a
     JOIN public.texts t ON (((t.sha256)::text = (a.text_sha256)::text)));
CREATE TABLE public.postings (
    hash bigint NOT NULL,
    article integer NOT NULL
);
CREATE TABLE public.readings (
    digest character varying NOT NULL,
    article character varying NOT NULL,
    way character varying NOT NULL
);
CREATE TABLE public.signals (
    article character varying NOT NULL,
    ordinal integer NOT NULL,
    finder character varying NOT NULL,
    cue character varying NOT NULL,
    relation character varying,
    place character varying NOT NULL,
    quote character varying NOT NULL,
    block bigint NOT NULL,
    quote_start bigint NOT NULL,
    quote_end bigint NOT NULL,
    source character varying NOT NULL,
    origin character varying NOT NULL,
    origin_relation character varying,
    translator character varying,
    translated_for character varying,
    original_language character varying,
    strength double precision NOT NULL,
    stamp boolean NOT NULL,
    reviser character varying,
    licence character varying
);
CREATE TABLE public.undrawn (
    article integer NOT NULL
);
ALTER TABLE ONLY public.articles ALTER COLUMN number SET DEFAULT nextval('public.articles_number_seq'::regclass);
ALTER TABLE ONLY public.captures ALTER COLUMN number SET DEFAULT nextval('public.captures_number_seq'::regclass);
ALTER TABLE ONLY public.judgements ALTER COLUMN number SET DEFAULT nextval('public.judgements_number_seq'::regclass);
ALTER TABLE ONLY public.links ALTER COLUMN number SET DEFAULT nextval('public.links_number_seq'::regclass);
INSERT INTO public.anchors VALUES ('num', 7, 8, 2);
INSERT INTO public.articles VALUES (1, 'na', 'read', 'https://www.a.example/a/', 'a.example/a', 'a.example', 'A', 'a', 'Ferry a', 'en', '2026-01-12T08:30:00+00:00', '2026-01-13T08:30:00+00:00', '12 January', '["A. Sailor","Б. Моряк"]', NULL, 'aa7e93ee3b2b87277580a478d4d6be0e032cc0ec1a772056619b1b6a59d34997', 'abababababababababababababababababababababababababababababababab', 'pages/a.html', '2026-01-12T08:30:00+00:00', 'c3d25a354ff18fee7cb6113dc7c03ed03571a670fc298cf31daa58d4ce524efa', '[{"key":"og.title","value":"Ferry"}]', '\x789c4d8eb10e83300c447fc5f21cc1d2a5f9862e55bb21060b4c891a429418890ae5dfeb5209b1f94e77bed76c28bc0a5a7c8e0c03a7f4817900824cce730f9e842b34183d75ac2917bc0bac86d04b65d44b8d7746db6c988592beba18e4d0a3bd1a5c92d7d42812b3adebb5e295a6e8f7fe7f755f5499f817c4d21673103de625750c166e0cf785dc094394ee80e0e944d196f60b1a2442db');
INSERT INTO public.articles VALUES (2, 'nb', 'named', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.articles VALUES (3, 'nc', 'named', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.articles VALUES (4, 'nd', 'named', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.articles VALUES (5, 'ne', 'named', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.articles VALUES (6, 'nf', 'named', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.articles VALUES (8, 'nquai-1', 'read', 'https://www.quai.example/quai-1/', 'quai.example/quai-1', 'quai.example', 'Quai', 'quai', 'Ferry quai-1', 'en', '2026-01-12T08:30:00+00:00', '2026-01-13T08:30:00+00:00', '12 January', '["A. Sailor","Б. Моряк"]', NULL, '1fb8e9d2565c610328aaf21fffa4f9075e43f64c13f27e82e52e049173f6c51b', 'abababababababababababababababababababababababababababababababab', 'pages/quai-1.html', '2026-01-12T08:30:00+00:00', '6dd1bc0445b042ac82e2c1d5c279e09ff6a0caedbe7131a6205942f69e804570', '[{"key":"og.title","value":"Ferry"}]', '\x789c4d8ec10a83400c447f25e4bc550a5ebadfd04b696fe22168ac4b57ddee46b088ffded48278cb0c3399572e283c0b5a7c740c2dc7f881b185f744ee748644ce73039e843334183cd5ac51377837b01a424f95412f355e096db960128afaaf30c84383f662708a5e539d484836cfe78c67ea83dffaffe96d5665e45f10d76a353bd67d9c62cd60e1ca7053aa038628dd0ec1fd81a25aab2f83b94488');
INSERT INTO public.articles VALUES (9, 'nquai-2', 'read', 'https://www.quai.example/quai-2/', 'quai.example/quai-2', 'quai.example', 'Quai', 'quai', 'Ferry quai-2', 'en', '2026-01-12T08:30:00+00:00', '2026-01-13T08:30:00+00:00', '12 January', '["A. Sailor","Б. Моряк"]', NULL, '1fb8e9d2565c610328aaf21fffa4f9075e43f64c13f27e82e52e049173f6c51b', 'abababababababababababababababababababababababababababababababab', 'pages/quai-2.html', '2026-01-12T08:30:00+00:00', '2748f58cb07aed182e5ce43d02efa6965495e3100f6ea524073cd3ee9fc96672', '[{"key":"og.title","value":"Ferry"}]', '\x789c4d8ec10a83400c447f25e4bc55285ebadfd04b696fe22168ac4b57ddee46b088ffded48278cb0c3399572e283c0b5a7c740c2dc7f881b185f744ee748644ce73039e843334183cd5ac51377837b01a424f95412f355e096db960128afaaf30c84383f662708a5e539d484836cfe78c67ea83dffaffe96d5665e45f10d76a353bd67d9c62cd60e1ca7053aa038628dd0ec1fd81a25aab2f84764489');
INSERT INTO public.captures VALUES (1, 'abababababababababababababababababababababababababababababababab', 'https://www.quai.example/quai-1/', '2026-01-12T08:30:00+00:00', 'https://www.quai.example/quai-1/', 'https://www.quai.example/quai-1/', 200, 'text/html', NULL, NULL, '[["etag","\"1\""]]', '{}', '[]', NULL);
INSERT INTO public.indexed VALUES (8, 1);
INSERT INTO public.judgements VALUES (1, 'l1', 'confirm', 'Ann', '2026-11-26T10:40:42.993367+00:00', 'the same typos', '2026-11-26T10:40:42.996573+00:00');
INSERT INTO public.judgements VALUES (2, 'l1', 'reject', 'Ben', '2026-11-26T10:40:42.996573+00:00', NULL, NULL);
INSERT INTO public.judgements VALUES (3, 'l2', 'unsure', 'Ann', '2026-11-26T10:40:42.998345+00:00', NULL, NULL);
INSERT INTO public.links VALUES (1, 'ldc', 'nd', 'nc', 'republication', 0.75, 'Avic', NULL, '[{"rule":"credit","weight":2.25,"detail":"a credit line","quote":"Source : Le Quai","place":"tail","finder":"attribution"}]', '[{"source":"nelse","confidence":0.125}]', NULL, NULL);
INSERT INTO public.links VALUES (2, 'lcb', 'nc', 'nb', 'republication', 0.75, 'Avic', NULL, '[{"rule":"credit","weight":2.25,"detail":"a credit line","quote":"Source : Le Quai","place":"tail","finder":"attribution"}]', '[{"source":"nelse","confidence":0.125}]', NULL, NULL);
INSERT INTO public.links VALUES (3, 'lba', 'nb', 'na', 'republication', 0.75, 'Avic', NULL, '[{"rule":"credit","weight":2.25,"detail":"a credit line","quote":"Source : Le Quai","place":"tail","finder":"attribution"}]', '[{"source":"nelse","confidence":0.125}]', NULL, NULL);
INSERT INTO public.links VALUES (4, 'lac', 'na', 'nc', 'republication', 0.75, 'Avic', NULL, '[{"rule":"credit","weight":2.25,"detail":"a credit line","quote":"Source : Le Quai","place":"tail","finder":"attribution"}]', '[{"source":"nelse","confidence":0.125}]', NULL, NULL);
INSERT INTO public.links VALUES (5, 'leb', 'ne', 'nb', 'republication', 0.75, 'Avic', NULL, '[{"rule":"credit","weight":2.25,"detail":"a credit line","quote":"Source : Le Quai","place":"tail","finder":"attribution"}]', '[{"source":"nelse","confidence":0.125}]', NULL, NULL);
INSERT INTO public.links VALUES (6, 'l1', 'nquai-1', 'na', 'republication', 0.75, 'Avic', NULL, '[{"rule":"credit","weight":2.25,"detail":"a credit line","quote":"Source : Le Quai","place":"tail","finder":"attribution"}]', '[{"source":"nelse","confidence":0.125}]', NULL, NULL);
INSERT INTO public.links VALUES (7, 'l2', 'nquai-2', 'nquai-1', 'republication', 0.75, 'Avic', NULL, '[{"rule":"credit","weight":2.25,"detail":"a credit line","quote":"Source : Le Quai","place":"tail","finder":"attribution"}]', '[{"source":"nelse","confidence":0.125}]', NULL, NULL);
INSERT INTO public.meta VALUES ('schema', '7');
INSERT INTO public.meta VALUES ('program', '0.1.0');
INSERT INTO public.meta VALUES ('created', '2026-11-26T10:40:42+00:00');
INSERT INTO public.postings VALUES (1, 8);
INSERT INTO public.postings VALUES (2, 8);
INSERT INTO public.signals VALUES ('na', 0, 'attribution', 'fr.source', 'republication', 'tail', 'Source : Le Quai', 1, 0, 16, '{"name":"Le Quai","url":null,"domain":null,"title":null,"author":null,"language":null,"published":null}', 'null', NULL, NULL, NULL, NULL, 0.5, false, NULL, NULL);
INSERT INTO public.signals VALUES ('nquai-1', 0, 'attribution', 'fr.source', 'republication', 'tail', 'Source : Le Quai', 1, 0, 16, '{"name":"Le Quai","url":null,"domain":null,"title":null,"author":null,"language":null,"published":null}', 'null', NULL, NULL, NULL, NULL, 0.5, false, NULL, NULL);
INSERT INTO public.signals VALUES ('nquai-1', 1, 'attribution', 'fr.source', 'republication', 'tail', 'Source : Le Quai', 1, 0, 16, '{"name":"Le Quai","url":null,"domain":null,"title":null,"author":null,"language":null,"published":null}', 'null', NULL, NULL, NULL, NULL, 0.5, false, NULL, NULL);
INSERT INTO public.texts VALUES ('1fb8e9d2565c610328aaf21fffa4f9075e43f64c13f27e82e52e049173f6c51b', 'The ferry of quai-1 sailed late.');
INSERT INTO public.texts VALUES ('aa7e93ee3b2b87277580a478d4d6be0e032cc0ec1a772056619b1b6a59d34997', 'The ferry of a sailed late.');
INSERT INTO public.undrawn VALUES (8);
SELECT pg_catalog.setval('public.articles_number_seq', 9, true);
SELECT pg_catalog.setval('public.captures_number_seq', 1, true);
SELECT pg_catalog.setval('public.judgements_number_seq', 3, true);
SELECT pg_catalog.setval('public.links_number_seq', 7, true);
ALTER TABLE ONLY public.addresses
    ADD CONSTRAINT addresses_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.anchors
    ADD CONSTRAINT anchors_pkey PRIMARY KEY (view, hash, article);
ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_id_key UNIQUE (id);
ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.captures
    ADD CONSTRAINT captures_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.indexed
    ADD CONSTRAINT indexed_pkey PRIMARY KEY (article);
ALTER TABLE ONLY public.judgements
    ADD CONSTRAINT judgements_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.links
    ADD CONSTRAINT links_id_key UNIQUE (id);
ALTER TABLE ONLY public.links
    ADD CONSTRAINT links_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.postings
    ADD CONSTRAINT postings_pkey PRIMARY KEY (hash, article);
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT readings_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.signals
    ADD CONSTRAINT signals_pkey PRIMARY KEY (article, ordinal);
ALTER TABLE ONLY public.texts
    ADD CONSTRAINT texts_pkey PRIMARY KEY (sha256);
ALTER TABLE ONLY public.undrawn
    ADD CONSTRAINT undrawn_pkey PRIMARY KEY (article);
CREATE INDEX articles_by_domain ON public.articles USING btree (domain, number);
CREATE INDEX articles_by_outlet ON public.articles USING btree (outlet_key, number);
CREATE INDEX captures_by_address ON public.captures USING btree (final_url);
CREATE INDEX captures_by_url ON public.captures USING btree (url);
CREATE UNIQUE INDEX captures_once ON public.captures USING btree (sha256, target, fetched);
CREATE INDEX ix_addresses_article ON public.addresses USING btree (article);
CREATE INDEX ix_anchors_article ON public.anchors USING btree (article);
CREATE INDEX ix_articles_canonical_key ON public.articles USING btree (canonical_key);
CREATE INDEX ix_articles_capture_sha256 ON public.articles USING btree (capture_sha256);
CREATE INDEX ix_articles_path ON public.articles USING btree (path);
CREATE INDEX ix_articles_text_sha256 ON public.articles USING btree (text_sha256);
CREATE INDEX ix_indexed_article ON public.indexed USING btree (article);
CREATE INDEX ix_judgements_link ON public.judgements USING btree (link);
CREATE INDEX ix_links_derived ON public.links USING btree (derived);
CREATE INDEX ix_links_source ON public.links USING btree (source);
CREATE INDEX ix_postings_article ON public.postings USING btree (article);
CREATE UNIQUE INDEX judgements_current ON public.judgements USING btree (link) WHERE (retired_at IS NULL);
ALTER TABLE ONLY public.addresses
    ADD CONSTRAINT addresses_article_fkey FOREIGN KEY (article) REFERENCES public.articles(id);
ALTER TABLE ONLY public.anchors
    ADD CONSTRAINT anchors_article_fkey FOREIGN KEY (article) REFERENCES public.articles(number);
ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_text_sha256_fkey FOREIGN KEY (text_sha256) REFERENCES public.texts(sha256);
ALTER TABLE ONLY public.indexed
    ADD CONSTRAINT indexed_article_fkey FOREIGN KEY (article) REFERENCES public.articles(number);
ALTER TABLE ONLY public.links
    ADD CONSTRAINT links_derived_fkey FOREIGN KEY (derived) REFERENCES public.articles(id);
ALTER TABLE ONLY public.links
    ADD CONSTRAINT links_source_fkey FOREIGN KEY (source) REFERENCES public.articles(id);
ALTER TABLE ONLY public.postings
    ADD CONSTRAINT postings_article_fkey FOREIGN KEY (article) REFERENCES public.articles(number);
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT readings_article_fkey FOREIGN KEY (article) REFERENCES public.articles(id);
ALTER TABLE ONLY public.signals
    ADD CONSTRAINT signals_article_fkey FOREIGN KEY (article) REFERENCES public.articles(id);
ALTER TABLE ONLY public.undrawn
    ADD CONSTRAINT undrawn_article_fkey FOREIGN KEY (article) REFERENCES public.articles(number);
