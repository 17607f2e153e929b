BEGIN TRANSACTION;
CREATE TABLE addresses (
	"key" VARCHAR NOT NULL, 
	article VARCHAR NOT NULL, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE TABLE anchors (
	"view" VARCHAR NOT NULL, 
	hash BIGINT NOT NULL, 
	article INTEGER NOT NULL, 
	weight FLOAT NOT NULL, 
	PRIMARY KEY ("view", hash, article), 
	FOREIGN KEY(article) REFERENCES articles (number)
)
 WITHOUT ROWID

;
INSERT INTO "anchors" VALUES('num',7,7,2.0);
CREATE TABLE articles (
	number INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	url VARCHAR, 
	canonical_key VARCHAR, 
	domain VARCHAR, 
	outlet VARCHAR, 
	outlet_key VARCHAR, 
	title VARCHAR, 
	language VARCHAR, 
	published_earliest VARCHAR, 
	published_latest VARCHAR, 
	published_text VARCHAR, 
	authors VARCHAR NOT NULL, 
	detail VARCHAR, 
	text_sha256 VARCHAR, 
	capture_sha256 VARCHAR, 
	path VARCHAR, 
	fetched VARCHAR, 
	digest VARCHAR, 
	facts TEXT, 
	blocks BLOB, 
	PRIMARY KEY (number), 
	UNIQUE (id), 
	FOREIGN KEY(text_sha256) REFERENCES texts (sha256)
);
INSERT INTO "articles" VALUES(1,'na','read','https://www.a.example/a/','a.example/a','a.example','A','a','Ferry a','en','2026-01-12T08:30:00+00:00','2026-01-13T08:30:00+00:00','12 January','["A. Sailor","Б. Моряк"]',NULL,'aa7e93ee3b2b87277580a478d4d6be0e032cc0ec1a772056619b1b6a59d34997','abababababababababababababababababababababababababababababababab','pages/a.html','2026-01-12T08:30:00+00:00','c3d25a354ff18fee7cb6113dc7c03ed03571a670fc298cf31daa58d4ce524efa','[{"key":"og.title","value":"Ferry"}]',X'789C4D8EB10E83300C447FC5F21CC1D2A5F9862E55BB21060B4C891A429418890AE5DFEB5209B1F94E77BED76C28BC0A5A7C8E0C03A7F4817900824CCE730F9E842B34183D75AC2917BC0BAC86D04B65D44B8D7746DB6C988592BEBA18E4D0A3BD1A5C92D7D42812B3ADEBB5E295A6E8F7FE7F755F5499F817C4D21673103DE625750C166E0CF785DC094394EE80E0E944D196F60B1A2442DB');
INSERT INTO "articles" VALUES(2,'nb','named',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "articles" VALUES(3,'nc','named',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "articles" VALUES(4,'nd','named',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "articles" VALUES(5,'ne','named',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "articles" VALUES(6,'nf','named',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "articles" VALUES(7,'nquai-1','read','https://www.quai.example/quai-1/','quai.example/quai-1','quai.example','Quai','quai','Ferry quai-1','en','2026-01-12T08:30:00+00:00','2026-01-13T08:30:00+00:00','12 January','["A. Sailor","Б. Моряк"]',NULL,'1fb8e9d2565c610328aaf21fffa4f9075e43f64c13f27e82e52e049173f6c51b','abababababababababababababababababababababababababababababababab','pages/quai-1.html','2026-01-12T08:30:00+00:00','6dd1bc0445b042ac82e2c1d5c279e09ff6a0caedbe7131a6205942f69e804570','[{"key":"og.title","value":"Ferry"}]',X'789C4D8EC10A83400C447F25E4BC550A5EBADFD04B696FE22168AC4B57DDEE46B088FFDED48278CB0C3399572E283C0B5A7C740C2DC7F881B185F744EE748644CE73039E843334183CD5AC51377837B01A424F95412F355E096DB960128AFAAF30C84383F662708A5E539D484836CFE78C67EA83DFFAFFE96D5665E45F10D76A353BD67D9C62CD60E1CA7053AA038628DD0EC1FD81A25AAB2F83B94488');
INSERT INTO "articles" VALUES(8,'nquai-2','read','https://www.quai.example/quai-2/','quai.example/quai-2','quai.example','Quai','quai','Ferry quai-2','en','2026-01-12T08:30:00+00:00','2026-01-13T08:30:00+00:00','12 January','["A. Sailor","Б. Моряк"]',NULL,'1fb8e9d2565c610328aaf21fffa4f9075e43f64c13f27e82e52e049173f6c51b','abababababababababababababababababababababababababababababababab','pages/quai-2.html','2026-01-12T08:30:00+00:00','2748f58cb07aed182e5ce43d02efa6965495e3100f6ea524073cd3ee9fc96672','[{"key":"og.title","value":"Ferry"}]',X'789C4D8EC10A83400C447F25E4BC55285EBADFD04B696FE22168AC4B57DDEE46B088FFDED48278CB0C3399572E283C0B5A7C740C2DC7F881B185F744EE748644CE73039E843334183CD5AC51377837B01A424F95412F355E096DB960128AFAAF30C84383F662708A5E539D484836CFE78C67EA83DFFAFFE96D5665E45F10D76A353BD67D9C62CD60E1CA7053AA038628DD0EC1FD81A25AAB2F84764489');
CREATE TABLE captures (
	number INTEGER NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	fetched VARCHAR NOT NULL, 
	url VARCHAR, 
	final_url VARCHAR, 
	status INTEGER, 
	media_type VARCHAR NOT NULL, 
	charset VARCHAR, 
	path VARCHAR, 
	headers VARCHAR NOT NULL, 
	declared VARCHAR NOT NULL, 
	redirects VARCHAR DEFAULT '[]' NOT NULL, 
	memento VARCHAR, 
	PRIMARY KEY (number)
);
INSERT INTO "captures" VALUES(1,'abababababababababababababababababababababababababababababababab','https://www.quai.example/quai-1/','2026-01-12T08:30:00+00:00','https://www.quai.example/quai-1/','https://www.quai.example/quai-1/',200,'text/html',NULL,NULL,'[["etag","\"1\""]]','{}','[]',NULL);
CREATE TABLE "indexed" (
	article INTEGER NOT NULL, 
	way INTEGER NOT NULL, 
	PRIMARY KEY (article), 
	FOREIGN KEY(article) REFERENCES articles (number)
);
INSERT INTO "indexed" VALUES(7,1);
CREATE TABLE judgements (
	number INTEGER NOT NULL, 
	link VARCHAR NOT NULL, 
	verdict VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at VARCHAR NOT NULL, 
	note VARCHAR, 
	retired_at VARCHAR, 
	PRIMARY KEY (number)
);
INSERT INTO "judgements" VALUES(1,'l1','confirm','Ann','2026-11-26T10:40:42.171725+00:00','the same typos','2026-11-26T10:40:42.173279+00:00');
INSERT INTO "judgements" VALUES(2,'l1','reject','Ben','2026-11-26T10:40:42.173279+00:00',NULL,NULL);
INSERT INTO "judgements" VALUES(3,'l2','unsure','Ann','2026-11-26T10:40:42.174020+00:00',NULL,NULL);
CREATE TABLE links (
	number INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	derived VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	relation VARCHAR NOT NULL, 
	confidence FLOAT NOT NULL, 
	translator VARCHAR, 
	translated_for VARCHAR, 
	evidence VARCHAR NOT NULL, 
	rivals VARCHAR NOT NULL, 
	reviser VARCHAR, 
	licence VARCHAR, 
	PRIMARY KEY (number), 
	UNIQUE (id), 
	FOREIGN KEY(derived) REFERENCES articles (id), 
	FOREIGN KEY(source) REFERENCES articles (id)
);
INSERT INTO "links" VALUES(1,'ldc','nd','nc','republication',0.75,'Avic',NULL,'[{"rule":"credit","weight":2.25,"detail":"a credit line","quote":"Source : Le Quai","place":"tail","finder":"attribution"}]','[{"source":"nelse","confidence":0.125}]',NULL,NULL);
INSERT INTO "links" VALUES(2,'lcb','nc','nb','republication',0.75,'Avic',NULL,'[{"rule":"credit","weight":2.25,"detail":"a credit line","quote":"Source : Le Quai","place":"tail","finder":"attribution"}]','[{"source":"nelse","confidence":0.125}]',NULL,NULL);
INSERT INTO "links" VALUES(3,'lba','nb','na','republication',0.75,'Avic',NULL,'[{"rule":"credit","weight":2.25,"detail":"a credit line","quote":"Source : Le Quai","place":"tail","finder":"attribution"}]','[{"source":"nelse","confidence":0.125}]',NULL,NULL);
INSERT INTO "links" VALUES(4,'lac','na','nc','republication',0.75,'Avic',NULL,'[{"rule":"credit","weight":2.25,"detail":"a credit line","quote":"Source : Le Quai","place":"tail","finder":"attribution"}]','[{"source":"nelse","confidence":0.125}]',NULL,NULL);
INSERT INTO "links" VALUES(5,'leb','ne','nb','republication',0.75,'Avic',NULL,'[{"rule":"credit","weight":2.25,"detail":"a credit line","quote":"Source : Le Quai","place":"tail","finder":"attribution"}]','[{"source":"nelse","confidence":0.125}]',NULL,NULL);
INSERT INTO "links" VALUES(6,'l1','nquai-1','na','republication',0.75,'Avic',NULL,'[{"rule":"credit","weight":2.25,"detail":"a credit line","quote":"Source : Le Quai","place":"tail","finder":"attribution"}]','[{"source":"nelse","confidence":0.125}]',NULL,NULL);
INSERT INTO "links" VALUES(7,'l2','nquai-2','nquai-1','republication',0.75,'Avic',NULL,'[{"rule":"credit","weight":2.25,"detail":"a credit line","quote":"Source : Le Quai","place":"tail","finder":"attribution"}]','[{"source":"nelse","confidence":0.125}]',NULL,NULL);
CREATE TABLE meta (
	"key" VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema','7');
INSERT INTO "meta" VALUES('program','0.1.0');
INSERT INTO "meta" VALUES('created','2026-11-26T10:40:42+00:00');
CREATE TABLE postings (
	hash BIGINT NOT NULL, 
	article INTEGER NOT NULL, 
	PRIMARY KEY (hash, article), 
	FOREIGN KEY(article) REFERENCES articles (number)
)
 WITHOUT ROWID

;
INSERT INTO "postings" VALUES(1,7);
INSERT INTO "postings" VALUES(2,7);
CREATE TABLE readings (
	digest VARCHAR NOT NULL, 
	article VARCHAR NOT NULL, 
	way VARCHAR NOT NULL, 
	PRIMARY KEY (digest), 
	FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE TABLE signals (
	article VARCHAR NOT NULL, 
	ordinal INTEGER NOT NULL, 
	finder VARCHAR NOT NULL, 
	cue VARCHAR NOT NULL, 
	relation VARCHAR, 
	place VARCHAR NOT NULL, 
	quote VARCHAR NOT NULL, 
	block BIGINT NOT NULL, 
	quote_start BIGINT NOT NULL, 
	quote_end BIGINT NOT NULL, 
	source VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	origin_relation VARCHAR, 
	translator VARCHAR, 
	translated_for VARCHAR, 
	original_language VARCHAR, 
	strength FLOAT NOT NULL, 
	stamp BOOLEAN NOT NULL, 
	reviser VARCHAR, 
	licence VARCHAR, 
	PRIMARY KEY (article, ordinal), 
	FOREIGN KEY(article) REFERENCES articles (id)
);
INSERT INTO "signals" VALUES('na',0,'attribution','fr.source','republication','tail','Source : Le Quai',1,0,16,'{"name":"Le Quai","url":null,"domain":null,"title":null,"author":null,"language":null,"published":null}','null',NULL,NULL,NULL,NULL,0.5,0,NULL,NULL);
INSERT INTO "signals" VALUES('nquai-1',0,'attribution','fr.source','republication','tail','Source : Le Quai',1,0,16,'{"name":"Le Quai","url":null,"domain":null,"title":null,"author":null,"language":null,"published":null}','null',NULL,NULL,NULL,NULL,0.5,0,NULL,NULL);
INSERT INTO "signals" VALUES('nquai-1',1,'attribution','fr.source','republication','tail','Source : Le Quai',1,0,16,'{"name":"Le Quai","url":null,"domain":null,"title":null,"author":null,"language":null,"published":null}','null',NULL,NULL,NULL,NULL,0.5,0,NULL,NULL);
CREATE TABLE texts (
	sha256 VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "texts" VALUES('1fb8e9d2565c610328aaf21fffa4f9075e43f64c13f27e82e52e049173f6c51b','The ferry of quai-1 sailed late.');
INSERT INTO "texts" VALUES('aa7e93ee3b2b87277580a478d4d6be0e032cc0ec1a772056619b1b6a59d34997','The ferry of a sailed late.');
CREATE TABLE undrawn (
	article INTEGER NOT NULL, 
	PRIMARY KEY (article), 
	FOREIGN KEY(article) REFERENCES articles (number)
);
INSERT INTO "undrawn" VALUES(7);
CREATE INDEX ix_judgements_link ON judgements (link);
CREATE UNIQUE INDEX judgements_current ON judgements (link) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX captures_once ON captures (sha256, target, fetched);
CREATE INDEX captures_by_address ON captures (final_url);
CREATE INDEX captures_by_url ON captures (url);
CREATE INDEX ix_articles_text_sha256 ON articles (text_sha256);
CREATE INDEX ix_articles_path ON articles (path);
CREATE INDEX ix_articles_capture_sha256 ON articles (capture_sha256);
CREATE INDEX articles_by_outlet ON articles (outlet_key, number);
CREATE INDEX articles_by_domain ON articles (domain, number);
CREATE INDEX ix_articles_canonical_key ON articles (canonical_key);
CREATE INDEX ix_links_derived ON links (derived);
CREATE INDEX ix_links_source ON links (source);
CREATE INDEX ix_addresses_article ON addresses (article);
CREATE INDEX ix_postings_article ON postings (article);
CREATE INDEX ix_anchors_article ON anchors (article);
CREATE INDEX ix_indexed_article ON "indexed" (article);
CREATE VIEW chains AS 
SELECT l.id AS link, l.relation, l.confidence, j.verdict,
       l.derived, d.url AS derived_url, d.outlet AS derived_outlet, d.domain AS derived_domain,
       d.title AS derived_title, d.language AS derived_language, d.published_text AS derived_published,
       l.source, s.url AS source_url, s.outlet AS source_outlet, s.domain AS source_domain,
       s.title AS source_title, s.language AS source_language, s.published_text AS source_published,
       s.status AS source_status, l.translator, l.translated_for
FROM links l
JOIN articles d ON d.id = l.derived
JOIN articles s ON s.id = l.source
LEFT JOIN judgements j ON j.link = l.id AND j.retired_at IS NULL;
CREATE VIEW outlet_flows AS 
SELECT coalesce(d.outlet, d.domain) AS derived, d.domain AS derived_domain,
       coalesce(s.outlet, s.domain) AS source, s.domain AS source_domain,
       l.relation, count(*) AS n
FROM links l
JOIN articles d ON d.id = l.derived
JOIN articles s ON s.id = l.source
LEFT JOIN judgements j ON j.link = l.id AND j.retired_at IS NULL
WHERE j.verdict IS NULL OR j.verdict <> 'reject'
GROUP BY coalesce(d.outlet, d.domain), d.domain, coalesce(s.outlet, s.domain), s.domain, l.relation;
CREATE VIEW pages AS 
SELECT a.id, a.url, a.domain, a.outlet, a.title, a.language,
       a.published_earliest, a.published_latest, a.published_text, a.authors, a.path, a.fetched,
       length(t.text) AS characters, t.text
FROM articles a
JOIN texts t ON t.sha256 = a.text_sha256;
COMMIT;
