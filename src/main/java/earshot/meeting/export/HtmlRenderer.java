package earshot.meeting.export;

import static earshot.meeting.export.XmlText.escape;

/// Renders one HTML page for reading and printing: it needs no other file, and runs nothing.
final class HtmlRenderer {
    private static final String STYLE = """
        :root { color-scheme: light dark; }
        body { font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; max-width: 52em; margin: 2em auto; padding: 0 1em; }
        h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2em; } h3 { font-size: 1em; margin-bottom: 0; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1.2em; } dt { font-weight: 600; } dd { margin: 0; }
        ul { margin: .3em 0; } .remark { font-style: italic; opacity: .8; }
        table { border-collapse: collapse; width: 100%; } td { vertical-align: top; padding: .15em .8em .15em 0; overflow-wrap: anywhere; }
        .time { white-space: nowrap; font-variant-numeric: tabular-nums; opacity: .75; } .who { font-weight: 600; min-width: 6em; }
        @media print { body { font-size: 10.5pt; margin: 0; max-width: none; } tr, li { break-inside: avoid; } h2, h3 { break-after: avoid; } }
        """;

    private HtmlRenderer() {}

    /// What surrounds blocks of one kind.
    private enum Group {
        NONE("", ""), FACTS("<dl>\n", "</dl>\n"), ITEMS("<ul>\n", "</ul>\n"), LINES("<table>\n", "</table>\n");

        final String begin;
        final String end;

        Group(String begin, String end) {
            this.begin = begin;
            this.end = end;
        }

        static Group of(DocumentBlock block) {
            return switch (block) {
                case DocumentBlock.Fact _ -> FACTS;
                case DocumentBlock.Item _ -> ITEMS;
                case DocumentBlock.Line _ -> LINES;
                case DocumentBlock.Title _, DocumentBlock.Heading _, DocumentBlock.Remark _ -> NONE;
            };
        }
    }

    static String render(ExportDocument document) {
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"").append(document.texts().get("language"))
            .append("\">\n<head>\n<meta charset=\"utf-8\">\n")
            .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").append(escape(document.title()))
            .append("</title>\n<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
        Group group = Group.NONE;
        for (DocumentBlock block : DocumentBlock.of(document)) {
            Group next = Group.of(block);
            if (next != group) {
                out.append(group.end).append(next.begin);
                group = next;
            }
            out.append(html(block)).append('\n');
        }
        return out.append(group.end).append("</body>\n</html>\n").toString();
    }

    private static String html(DocumentBlock block) {
        return switch (block) {
            case DocumentBlock.Title(String text) -> "<h1>" + escape(text) + "</h1>";
            case DocumentBlock.Fact(String name, String value) -> "<dt>" + escape(name) + "</dt><dd>" + escape(value) + "</dd>";
            case DocumentBlock.Heading(int level, String text) -> "<h" + (level + 1) + ">" + escape(text) + "</h" + (level + 1) + ">";
            case DocumentBlock.Remark(String text) -> "<p class=\"remark\">" + escape(text) + "</p>";
            case DocumentBlock.Item(String text) -> "<li>" + escape(text) + "</li>";
            case DocumentBlock.Line line -> "<tr><td class=\"time\">" + line.since() + "</td><td class=\"time\">" + line.timeOfDay() + "</td><td class=\"who\">"
                + escape(line.speaker()) + "</td><td>" + escape(line.text()) + "</td></tr>";
        };
    }
}
