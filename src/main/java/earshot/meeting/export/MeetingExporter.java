package earshot.meeting.export;

import module java.base;

import earshot.meeting.MeetingCommand.Format;
import earshot.meeting.MeetingTranscript;

/// Renders a meeting in one of the formats. Pure; takes a few milliseconds for thousands of sentences.
///
/// @param language of headings; Chinese, else English
/// @param zone of the times of day
/// @param deviceNames the name that a person gave a device, by its id; the id where there is none
public record MeetingExporter(Locale language, ZoneId zone, UnaryOperator<String> deviceNames) {
    /// Names devices by their ids.
    public MeetingExporter(Locale language, ZoneId zone) {
        this(language, zone, UnaryOperator.identity());
    }

    /// The whole file, with `\n` at the end of each line.
    public String render(MeetingTranscript transcript, Format format) {
        ExportDocument exportDocument = ExportDocument.of(transcript, this);
        return switch (format) {
            case TXT -> PlainTextRenderer.render(exportDocument);
            case MARKDOWN -> MarkdownRenderer.render(exportDocument);
            case SRT -> SubRipRenderer.render(exportDocument);
            case VTT -> WebVttRenderer.render(exportDocument);
            case JSON -> JsonRenderer.render(exportDocument);
        };
    }

    /// The file extension, without the dot.
    public static String extension(Format format) {
        return switch (format) {
            case TXT -> "txt";
            case MARKDOWN -> "md";
            case SRT -> "srt";
            case VTT -> "vtt";
            case JSON -> "json";
        };
    }
}
