package earshot.ui.devices;

import module java.base;

import earshot.display.Acknowledgement;
import earshot.display.Badge;
import earshot.display.DisplayPage;
import earshot.display.SentPage;
import earshot.ui.kit.Texts;

/// Words for the pages of badges.
record ScreenFormatter(Texts texts) {
    String acknowledgement(Acknowledgement acknowledgement) {
        return switch (acknowledgement) {
            case Acknowledgement.Waiting _ -> texts.get("screen.waiting");
            case Acknowledgement.Shown(Duration after) -> texts.get("screen.acknowledged", seconds(after));
            case Acknowledgement.Failed(String code, Duration after) -> texts.get("screen.failed", code, seconds(after));
            case Acknowledgement.Missing _ -> texts.get("screen.missing");
        };
    }

    static String styleClass(Acknowledgement acknowledgement) {
        return switch (acknowledgement) {
            case Acknowledgement.Waiting _ -> "muted";
            case Acknowledgement.Shown _ -> "ok-text";
            case Acknowledgement.Failed _ -> "bad-text";
            case Acknowledgement.Missing _ -> "warn-text";
        };
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }

    String size(SentPage sent) {
        return texts.get("screen.size", sent.lines(), Badge.COLUMNS);
    }

    /// The beginning of what is on a page.
    static String begin(SentPage sent) {
        return sent.shownLines().stream().findFirst().orElse(sent.page().title());
    }

    /// A page as it is copied: its title and what the badge shows of it.
    String text(SentPage sent) {
        return Stream.concat(Stream.of(sent.page().title()), sent.shownLines().stream()).filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
    }

    /// A page for a screen reader.
    String spoken(SentPage sent) {
        DisplayPage page = sent.page();
        String number = page.number().map(of -> texts.get("screen.number", of.index(), of.total())).orElse("");
        return Stream
            .of(Stream.of(texts.get("screen.spoken"), page.title()), sent.shownLines().stream(),
                Stream.of(page.hint().orElse(""), number, acknowledgement(sent.acknowledgement())))
            .flatMap(parts -> parts).filter(part -> !part.isBlank()).collect(Collectors.joining("\n"));
    }
}
