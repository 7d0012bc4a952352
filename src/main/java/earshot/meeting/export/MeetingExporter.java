package earshot.meeting.export;

import module java.base;

import earshot.id.DeviceId;
import earshot.meeting.MeetingCommand.Format;
import earshot.meeting.MeetingTranscript;

/// Renders a meeting in one of the formats. Pure; takes a few milliseconds for thousands of sentences.
///
/// @param language of headings; Chinese, else English
/// @param deviceNames the name that a person gave a device, by its id; the id where there is none
public record MeetingExporter(Locale language, ZoneId zone, Function<DeviceId, String> deviceNames) {
    /// The bytes of the file.
    ///
    /// @param windows whether a text begins with a byte order mark and its lines end with `\r\n`, as older programs on Windows need it; JSON never has a
    /// mark, because its readers refuse one
    public byte[] file(MeetingTranscript transcript, Format format, boolean windows) {
        if (format == Format.DOCX) {
            return WordRenderer.render(ExportDocument.of(transcript, this));
        }
        String text = render(transcript, format);
        String written = windows ? (format == Format.JSON ? "" : "\uFEFF") + text.replace("\n", "\r\n") : text;
        return written.getBytes(StandardCharsets.UTF_8);
    }

    /// The text of a file, with `\n` at the end of each line; for a document that is not text, what it says.
    public String render(MeetingTranscript transcript, Format format) {
        ExportDocument document = ExportDocument.of(transcript, this);
        return switch (format) {
            case TXT, DOCX -> PlainTextRenderer.render(document);
            case HTML -> HtmlRenderer.render(document);
            case MARKDOWN -> MarkdownRenderer.render(document);
            case SRT -> SubRipRenderer.render(document);
            case VTT -> WebVttRenderer.render(document);
            case JSON -> JsonRenderer.render(document);
        };
    }

    /// What a person is shown of a file before it is written: the text of a page, not its markup.
    public String preview(MeetingTranscript transcript, Format format) {
        return render(transcript, format == Format.HTML ? Format.TXT : format);
    }

    /// Whether a format is a text, which may be written for programs on Windows.
    public static boolean text(Format format) {
        return format != Format.DOCX;
    }

    /// The file extension, without the dot.
    public static String extension(Format format) {
        return switch (format) {
            case TXT -> "txt";
            case MARKDOWN -> "md";
            case DOCX -> "docx";
            case HTML -> "html";
            case SRT -> "srt";
            case VTT -> "vtt";
            case JSON -> "json";
        };
    }
}
