package earshot.meeting.export;

import module java.base;

import earshot.meeting.Bookmark;

/// A part of a document that is laid out, in the order of reading. Texts are plain, in one line.
sealed interface DocumentBlock {
    record Title(String text) implements DocumentBlock {}

    record Fact(String name, String value) implements DocumentBlock {}

    /// @param level 1 for a part of the document, 2 for a part of the summary
    record Heading(int level, String text) implements DocumentBlock {}

    /// About what follows, not said by anybody.
    record Remark(String text) implements DocumentBlock {}

    record Item(String text) implements DocumentBlock {}

    /// A sentence or a mark.
    ///
    /// @param since the start, as a clock shows it
    /// @param speaker empty for a mark
    record Line(String since, String timeOfDay, String speaker, String text) implements DocumentBlock {}

    static List<DocumentBlock> of(ExportDocument document) {
        ExportTexts texts = document.texts();
        List<DocumentBlock> blocks = new ArrayList<>();
        blocks.add(new Title(document.title()));
        blocks.add(new Fact(texts.get("date"), document.startAndEnd()));
        blocks.add(new Fact(texts.get("duration"), ExportDocument.clock(document.length())));
        blocks.add(new Fact(texts.get("participants"), document.participants().isEmpty() ? texts.get("none") : document.participants()));
        blocks.add(new Fact(texts.get("devices"), document.devices()));
        blocks.add(new Fact(texts.get("sentences"), String.valueOf(document.lines().size())));
        document.cause().ifPresent(cause -> blocks.add(new Fact(texts.get("ended"), cause)));
        if (document.meeting().running()) {
            blocks.add(new Remark(texts.get("running")));
        }
        addSummary(document, blocks);
        if (!document.transcript().marks().isEmpty()) {
            blocks.add(new Heading(1, texts.get("marks")));
            document.transcript().marks().forEach(mark -> blocks.add(line(document, mark)));
        }
        blocks.add(new Heading(1, texts.get("transcript")));
        document.read(line -> blocks.add(new Line(ExportDocument.clock(line.at()), document.timeOfDay(line.sentence().at()), line.speaker(), line.text())),
            pause -> blocks.add(new Remark(pause)));
        if (document.lines().isEmpty()) {
            blocks.add(new Remark(texts.get("silence")));
        }
        return blocks;
    }

    private static void addSummary(ExportDocument document, List<DocumentBlock> blocks) {
        ExportTexts texts = document.texts();
        SummarySection.summary(document).ifPresentOrElse(summary -> {
            blocks.add(new Heading(1, texts.get(summary.checkpoint() ? "interim" : "summary")));
            blocks.add(new Remark(texts.source(summary)));
            for (SummarySection section : SummarySection.of(summary)) {
                blocks.add(new Heading(2, texts.get(section.key())));
                section.items().forEach(item -> blocks.add(new Item(ExportDocument.singleLine(item))));
                if (section.items().isEmpty()) {
                    blocks.add(new Remark(texts.get("none")));
                }
            }
        }, () -> {
            blocks.add(new Heading(1, texts.get("summary")));
            blocks.add(new Remark(texts.get("unsummarised")));
        });
    }

    private static Line line(ExportDocument document, Bookmark mark) {
        return new Line(ExportDocument.clock(document.since(mark)), document.timeOfDay(mark.at()), "", ExportDocument.singleLine(mark.label()));
    }
}
