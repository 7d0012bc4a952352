package earshot.meeting.export;

import module java.base;

import static earshot.meeting.export.XmlText.escape;

/// Renders a Word document (`.docx`): styles, a list, and a paragraph a sentence. Source: ECMA-376, parts 1 (WordprocessingML) and 2 (packages).
final class WordRenderer {
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    private static final String TYPES = XML + "<Types xmlns=\"" + PACKAGE
        + "content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"" + WORD_TYPE
        + "document.main+xml\"/>"
        + "<Override PartName=\"/word/styles.xml\" ContentType=\"" + WORD_TYPE + "styles+xml\"/><Override PartName=\"/word/numbering.xml\" ContentType=\""
        + WORD_TYPE + "numbering+xml\"/>"
        + "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
    private static final String ROOT_RELATIONS = XML + "<Relationships xmlns=\"" + PACKAGE + "relationships\"><Relationship Id=\"rId1\" Type=\"" + RELATIONS
        + "/officeDocument\" Target=\"word/document.xml\"/>"
        + "<Relationship Id=\"rId2\" Type=\"" + PACKAGE + "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";
    private static final String DOCUMENT_RELATIONS = XML + "<Relationships xmlns=\"" + PACKAGE + "relationships\"><Relationship Id=\"rId1\" Type=\"" + RELATIONS
        + "/styles\" Target=\"styles.xml\"/>"
        + "<Relationship Id=\"rId2\" Type=\"" + RELATIONS + "/numbering\" Target=\"numbering.xml\"/></Relationships>";
    private static final String NUMBERING = XML + "<w:numbering xmlns:w=\"" + MAIN
        + "\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/>"
        + "<w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"454\" w:hanging=\"284\"/></w:pPr></w:lvl></w:abstractNum>"
        + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    /// Sizes in half points, distances in twentieths of a point.
    private static final String STYLES = XML + "<w:styles xmlns:w=\"" + MAIN
        + "\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Microsoft YaHei\" w:cs=\"Calibri\"/>"
        + "<w:sz w:val=\"21\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"60\"/></w:pPr></w:pPrDefault></w:docDefaults>"
        + "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>"
        + style("Title", "Title", "<w:spacing w:after=\"160\"/>", "<w:b/><w:sz w:val=\"40\"/>")
        + style("Heading1", "heading 1", "<w:keepNext/><w:spacing w:before=\"320\" w:after=\"80\"/><w:outlineLvl w:val=\"0\"/>", "<w:b/><w:sz w:val=\"28\"/>")
        + style("Heading2", "heading 2", "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"40\"/><w:outlineLvl w:val=\"1\"/>", "<w:b/>")
        + style("ListBullet", "List Bullet", "<w:numPr><w:numId w:val=\"1\"/></w:numPr>", "")
        + style("Remark", "Remark", "", "<w:i/><w:color w:val=\"595959\"/>")
        + style("Transcript", "Transcript",
            "<w:tabs><w:tab w:val=\"left\" w:pos=\"1080\"/><w:tab w:val=\"left\" w:pos=\"2160\"/></w:tabs><w:ind w:left=\"2160\" w:hanging=\"2160\"/>", "")
        + "</w:styles>";

    private WordRenderer() {}

    private static String style(String id, String name, String paragraph, String run) {
        return "<w:style w:type=\"paragraph\" w:styleId=\"" + id + "\"><w:name w:val=\"" + name + "\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>"
            + "<w:pPr>" + paragraph + "</w:pPr><w:rPr>" + run + "</w:rPr></w:style>";
    }

    /// The bytes of the file; the same meeting gives the same bytes.
    static byte[] render(ExportDocument document) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            put(zip, "[Content_Types].xml", TYPES);
            put(zip, "_rels/.rels", ROOT_RELATIONS);
            put(zip, "docProps/core.xml", properties(document));
            put(zip, "word/_rels/document.xml.rels", DOCUMENT_RELATIONS);
            put(zip, "word/styles.xml", STYLES);
            put(zip, "word/numbering.xml", NUMBERING);
            put(zip, "word/document.xml", content(document));
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static String properties(ExportDocument document) {
        return XML + "<cp:coreProperties xmlns:cp=\"" + PACKAGE
            + "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>" + escape(document.title())
            + "</dc:title><dcterms:created xsi:type=\"dcterms:W3CDTF\">"
            + document.meeting().startedAt().truncatedTo(ChronoUnit.SECONDS) + "</dcterms:created></cp:coreProperties>";
    }

    private static String content(ExportDocument document) {
        StringBuilder out = new StringBuilder(XML).append("<w:document xmlns:w=\"").append(MAIN).append("\"><w:body>");
        DocumentBlock.of(document).forEach(block -> out.append(paragraph(block, document.texts().get("colon"))));
        // A4 with margins of two centimeters
        return out.append(
            "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
                + "<w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>"
                + "</w:sectPr>")
            .append("</w:body></w:document>").toString();
    }

    private static String paragraph(DocumentBlock block, String colon) {
        return switch (block) {
            case DocumentBlock.Title(String text) -> paragraph("Title", run(text));
            case DocumentBlock.Fact(String name, String value) -> paragraph("Normal", bold(name + colon) + run(value));
            case DocumentBlock.Heading(int level, String text) -> paragraph("Heading" + level, run(text));
            case DocumentBlock.Remark(String text) -> paragraph("Remark", run(text));
            case DocumentBlock.Item(String text) -> paragraph("ListBullet", run(text));
            case DocumentBlock.Line line -> paragraph("Transcript",
                run(line.since()) + "<w:r><w:tab/></w:r>" + run(line.timeOfDay()) + "<w:r><w:tab/></w:r>"
                    + (line.speaker().isEmpty() ? "" : bold(line.speaker() + colon)) + run(line.text()));
        };
    }

    private static String paragraph(String style, String runs) {
        // named in the paragraph as well, for readers that do not look into styles
        String list = style.equals("ListBullet") ? "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>" : "";
        return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/>" + list + "</w:pPr>" + runs + "</w:p>";
    }

    private static String run(String text) {
        return "<w:r><w:t xml:space=\"preserve\">" + escape(text) + "</w:t></w:r>";
    }

    private static String bold(String text) {
        return "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">" + escape(text) + "</w:t></w:r>";
    }
}
