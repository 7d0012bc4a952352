package earshot.ui;

import earshot.ui.part.Texts.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Preferences of the window, kept in `console.properties` of the home directory. Losing them costs no more than a click, so
/// a file that cannot be read or written is only logged.
///
/// @param width of the window in pixels
/// @param height of the window in pixels
/// @param view id of the view shown last
/// @param unasked whether the user declined the offer to use a model server of this computer
record Look(double width, double height, boolean maximized, Theme theme, Language language, String view, boolean unasked) {
    static final double SMALLEST_WIDTH = 960;
    static final double SMALLEST_HEIGHT = 600;
    private static final Logger LOG = LoggerFactory.getLogger(Look.class);
    private static final String FILE = "console.properties";

    static Look first() {
        return new Look(1280, 800, false, Theme.SYSTEM, Language.of(Locale.getDefault()), "devices", false);
    }

    Look with(Theme other) {
        return new Look(width, height, maximized, other, language, view, unasked);
    }

    Look with(Language other) {
        return new Look(width, height, maximized, theme, other, view, unasked);
    }

    Look at(String otherView) {
        return new Look(width, height, maximized, theme, language, otherView, unasked);
    }

    Look asked(boolean notAgain) {
        return new Look(width, height, maximized, theme, language, view, notAgain);
    }

    Look sized(double newWidth, double newHeight, boolean max) {
        return new Look(newWidth, newHeight, max, theme, language, view, unasked);
    }

    static Look read(Path home) {
        Look first = first();
        Path file = home.resolve(FILE);
        if (!Files.isReadable(file)) {
            return first;
        }
        Properties kept = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            kept.load(in);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the look of the window could not be read: {}", e.toString());
            return first;
        }
        return new Look(
            number(kept, "width", first.width, SMALLEST_WIDTH),
            number(kept, "height", first.height, SMALLEST_HEIGHT),
            Boolean.parseBoolean(kept.getProperty("maximized")),
            word(Theme.class, kept, "theme").orElse(first.theme),
            word(Language.class, kept, "language").orElse(first.language),
            kept.getProperty("view", first.view),
            Boolean.parseBoolean(kept.getProperty("unasked")));
    }

    void write(Path home) {
        Properties kept = new Properties();
        kept.setProperty("width", Long.toString(Math.round(width)));
        kept.setProperty("height", Long.toString(Math.round(height)));
        kept.setProperty("maximized", Boolean.toString(maximized));
        kept.setProperty("theme", theme.name());
        kept.setProperty("language", language.name());
        kept.setProperty("view", view);
        kept.setProperty("unasked", Boolean.toString(unasked));
        try {
            Files.createDirectories(home);
            Path next = Files.createTempFile(home, FILE, ".new");
            try (OutputStream out = Files.newOutputStream(next)) {
                kept.store(out, null);
            }
            Files.move(next, home.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("the look of the window could not be kept: {}", e.toString());
        }
    }

    private static double number(Properties kept, String key, double otherwise, double smallest) {
        try {
            double value = Double.parseDouble(kept.getProperty(key, ""));
            return value >= smallest && value <= 10_000 ? value : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static <E extends Enum<E>> Optional<E> word(Class<E> type, Properties kept, String key) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(kept.getProperty(key))) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
