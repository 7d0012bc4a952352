package earshot.meeting.export;

import module java.base;

import earshot.data.LetterCase;
import earshot.data.TextBundle;
import earshot.meeting.Meeting;
import earshot.meeting.Summary;
import earshot.problem.ProblemReason;

/// The texts of an export in one language, from `assets/i18n/minutes*.properties`.
final class ExportTexts {
    private final Locale language;
    private final ResourceBundle bundle;

    ExportTexts(Locale language) {
        this.language = language;
        bundle = TextBundle.of("minutes", language);
    }

    String get(String key) {
        return bundle.getString(key);
    }

    /// A heading and its value, in one line.
    String fact(String key, Object value) {
        return get(key) + get("colon") + value;
    }

    /// Why a meeting ended.
    String cause(Meeting.EndCause cause) {
        return get("cause." + LetterCase.lower(cause.name()));
    }

    /// How the summary was made, with the model or the reason.
    String source(Summary summary) {
        String source = get("source." + LetterCase.lower(summary.source().name()));
        return summary.writer().isEmpty() ? source : source + get("colon") + ExportDocument.singleLine(ProblemReason.text(summary.writer(), language));
    }
}
