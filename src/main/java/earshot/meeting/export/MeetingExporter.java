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
    /// The whole file, with `\n` at the end of each line.
    public String render(MeetingTranscript transcript, Format format) {
        ExportDocument document = ExportDocument.of(transcript, this);
        return switch (format) {
            case TXT -> PlainTextRenderer.render(document);
            case MARKDOWN -> MarkdownRenderer.render(document);
            case SRT -> SubRipRenderer.render(document);
            case VTT -> WebVttRenderer.render(document);
            case JSON -> JsonRenderer.render(document);
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
