package earshot.ui;

import module java.base;

import earshot.store.BoundedFile;
import earshot.store.PrivateFiles;
import earshot.ui.kit.Texts.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Preferences of the window, kept in `console.properties` of the home directory. Losing them costs no more than a click, so
/// a file that cannot be read or written is only logged.
///
/// @param width of the window in pixels, as `height`
/// @param view id of the view shown last
/// @param offerDeclined whether the user declined the offer to use a model server of this computer
/// @param sorts how lists are sorted, see [earshot.ui.kit.SortOrders]
record WindowPreferences(double width, double height, boolean maximized, Theme theme, Language language, String view, boolean offerDeclined,
    Map<String, String> sorts) {
    static final double SMALLEST_WIDTH = 960;
    static final double SMALLEST_HEIGHT = 600;
    private static final Logger LOG = LoggerFactory.getLogger(WindowPreferences.class);
    private static final String FILE = "console.properties";
    /// Before the name of a list.
    private static final String SORT = "sort.";
    private static final int MAX_BYTES = 1 << 16;

    static WindowPreferences defaults() {
        return new WindowPreferences(1280, 800, false, Theme.SYSTEM, Language.of(Locale.getDefault()), "devices", false, Map.of());
    }

    WindowPreferences with(Theme other) {
        return new WindowPreferences(width, height, maximized, other, language, view, offerDeclined, sorts);
    }

    WindowPreferences with(Language other) {
        return new WindowPreferences(width, height, maximized, theme, other, view, offerDeclined, sorts);
    }

    WindowPreferences withView(String otherView) {
        return new WindowPreferences(width, height, maximized, theme, language, otherView, offerDeclined, sorts);
    }

    WindowPreferences withOfferDeclined(boolean declined) {
        return new WindowPreferences(width, height, maximized, theme, language, view, declined, sorts);
    }

    /// With what the window of the server alone decides.
    WindowPreferences withServerOf(WindowPreferences other) {
        return new WindowPreferences(width, height, maximized, theme, language, other.view, other.offerDeclined, sorts);
    }

    WindowPreferences withSorts(Map<String, String> now) {
        return new WindowPreferences(width, height, maximized, theme, language, view, offerDeclined, now);
    }

    WindowPreferences withSize(double newWidth, double newHeight, boolean max) {
        return new WindowPreferences(newWidth, newHeight, max, theme, language, view, offerDeclined, sorts);
    }

    static WindowPreferences read(Path home) {
        WindowPreferences defaults = defaults();
        Path file = home.resolve(FILE);
        if (!Files.isReadable(file)) {
            return defaults;
        }
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(BoundedFile.read(file, MAX_BYTES)));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the preferences of the window could not be read: {}", e.toString());
            return defaults;
        }
        return new WindowPreferences(
            number(properties, "width", defaults.width, SMALLEST_WIDTH),
            number(properties, "height", defaults.height, SMALLEST_HEIGHT),
            Boolean.parseBoolean(properties.getProperty("maximized")),
            constant(Theme.class, properties, "theme").orElse(defaults.theme),
            constant(Language.class, properties, "language").orElse(defaults.language),
            properties.getProperty("view", defaults.view),
            Boolean.parseBoolean(properties.getProperty("unasked")),
            properties.stringPropertyNames().stream().filter(key -> key.startsWith(SORT))
                .collect(Collectors.toMap(key -> key.substring(SORT.length()), properties::getProperty)));
    }

    void write(Path home) {
        Properties properties = new Properties();
        properties.setProperty("width", Long.toString(Math.round(width)));
        properties.setProperty("height", Long.toString(Math.round(height)));
        properties.setProperty("maximized", Boolean.toString(maximized));
        properties.setProperty("theme", theme.name());
        properties.setProperty("language", language.name());
        properties.setProperty("view", view);
        properties.setProperty("unasked", Boolean.toString(offerDeclined));
        sorts.forEach((list, order) -> properties.setProperty(SORT + list, order));
        try {
            PrivateFiles.createDirectories(home);
            Path next = Files.createTempFile(home, FILE, ".new");
            try (OutputStream out = Files.newOutputStream(next)) {
                properties.store(out, null);
            }
            Files.move(next, home.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("the preferences of the window could not be saved: {}", e.toString());
        }
    }

    private static double number(Properties properties, String key, double defaultValue, double smallest) {
        try {
            double value = Double.parseDouble(properties.getProperty(key, ""));
            return value >= smallest && value <= 10_000 ? value : defaultValue;
        } catch (NumberFormatException _) {
            return defaultValue;
        }
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, Properties properties, String key) {
        return Stream.of(type.getEnumConstants()).filter(constant -> constant.name().equals(properties.getProperty(key))).findFirst();
    }
}
