package earshot.meeting.export;

import earshot.meeting.MeetingAct.Format;
import earshot.meeting.Transcript;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// Renders a meeting in one of the formats. Pure; takes a few milliseconds for thousands of sentences.
///
/// @param language of headings; Chinese, else English
/// @param zone of the times of day
/// @param names the name that a person gave a device, by its id; the id where there is none
public record Export(Locale language, ZoneId zone, UnaryOperator<String> names) {
    /// Names devices by their ids.
    public Export(Locale language, ZoneId zone) {
        this(language, zone, UnaryOperator.identity());
    }

    /// The whole file, with `\n` at the end of each line.
    public String write(Transcript transcript, Format format) {
        Sheet sheet = Sheet.of(transcript, this);
        return switch (format) {
            case TXT -> PlainText.write(sheet);
            case MARKDOWN -> Markdown.write(sheet);
            case SRT -> SubRip.write(sheet);
            case VTT -> WebVtt.write(sheet);
            case JSON -> Json.write(sheet);
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
