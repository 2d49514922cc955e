-- The registry as the program without migrations made it.
CREATE TABLE state (
	"key" VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	PRIMARY KEY ("key")
);
CREATE TABLE parsed (
	sha256 VARCHAR NOT NULL,
	reader_version VARCHAR NOT NULL,
	failure_code VARCHAR,
	failure_reason VARCHAR,
	PRIMARY KEY (sha256, reader_version)
);
CREATE TABLE documents (
	sha256 VARCHAR NOT NULL,
	reader_version VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	content_key VARCHAR NOT NULL,
	text_key VARCHAR NOT NULL,
	format VARCHAR NOT NULL,
	meta TEXT NOT NULL,
	traits TEXT NOT NULL,
	words INTEGER NOT NULL,
	pages INTEGER,
	content BLOB NOT NULL,
	PRIMARY KEY (sha256, reader_version, position)
);
CREATE INDEX ix_documents_content_key ON documents (content_key);
CREATE TABLE extracted (
	content_key VARCHAR NOT NULL,
	extractor_version VARCHAR NOT NULL,
	extraction TEXT NOT NULL,
	PRIMARY KEY (content_key, extractor_version)
);
CREATE TABLE sources (
	source_path VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	sha256 VARCHAR NOT NULL,
	format VARCHAR NOT NULL,
	document_id VARCHAR NOT NULL,
	status VARCHAR NOT NULL,
	reason_code VARCHAR NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (source_path, position)
);
INSERT INTO state VALUES ('schema', '2');
INSERT INTO state VALUES (
	'run',
	'{"reader_version":"r1","extractor_version":"e1","excluded":["retracted"],"ocr":false}'
);
INSERT INTO parsed VALUES ('aa', 'r1', NULL, NULL);
INSERT INTO parsed VALUES ('bb', 'r1', 'empty', 'The file is empty.');
INSERT INTO sources VALUES ('in/a.xml', 0, 'aa', 'text', '7', 'included', '', '');
INSERT INTO sources VALUES ('in/b.pdf', 0, 'bb', '', 'bb', 'failed', 'empty', 'The file is empty.');
