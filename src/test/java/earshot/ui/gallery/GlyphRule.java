package earshot.ui.gallery;

import module java.base;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import javafx.scene.text.Text;

/// Characters that no font has: neither the one of the console nor one of this computer.
final class GlyphRule {
    private static final Path FILE = Path.of("assets/fonts/earshot.otf");
    private static final Set<Integer> MISSING = new HashSet<>();
    private static final Set<Integer> PRESENT = new HashSet<>();

    private GlyphRule() {}

    static Stream<LayoutFinding> findings(ShownNodes shown) {
        return shown.texts().stream().flatMap(one -> {
            String missing = ((Text) one.node()).getText().codePoints().filter(c -> !known(c)).distinct()
                .mapToObj(c -> Character.toString(c) + String.format(Locale.ROOT, " U+%04X", c)).collect(Collectors.joining(", "));
            return missing.isEmpty() ? Stream.empty() : Stream.of(new LayoutFinding(LayoutRule.GLYPH, ShownNodes.name(one.node()), missing));
        });
    }

    private static boolean known(int c) {
        if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || PRESENT.contains(c)) {
            return true;
        }
        if (!MISSING.contains(c)) {
            (Console.FONT.canDisplay(c) || Others.FONTS.stream().anyMatch(font -> font.canDisplay(c)) ? PRESENT : MISSING).add(c);
        }
        return !MISSING.contains(c);
    }

    /// Loaded when the first text is looked at.
    private static final class Console {
        static final Font FONT = load();

        private static Font load() {
            System.setProperty("java.awt.headless", "true");
            try (InputStream file = Files.newInputStream(FILE)) {
                return Font.createFont(Font.TRUETYPE_FONT, file);
            } catch (IOException | FontFormatException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Loaded when a character is not in the console's font.
    private static final class Others {
        static final List<Font> FONTS = List.of(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts());
    }
}
