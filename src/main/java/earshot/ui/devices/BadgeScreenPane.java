package earshot.ui.devices;

import module java.base;

import earshot.display.Badge;
import earshot.display.DisplayPage;
import earshot.display.PageLineWrapper;
import earshot.display.SentPage;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// A page as a badge shows it: black and white without anything between, each half-width character in a cell of its own, a header and a footer. In both
/// themes the same, since it is a picture of a device. Painted once a page.
final class BadgeScreenPane extends Region {
    private static final int CELL = 9;
    private static final int ROW = 21;
    private static final int MARGIN = 9;
    private static final int BAR = 25;
    private static final int WIDTH = Badge.COLUMNS * CELL + 2 * MARGIN;
    /// What a badge draws beside the title of a dialog.
    private static final String DIALOG_MARK = "C1";
    private static final Font WIDE = Font.font("Noto Sans CJK SC", 17);
    private static final Font NARROW = Font.font("Monospaced", 15);
    private static final int BLACK = 0xff000000;
    private static final int WHITE = 0xffffffff;

    private final ImageView view = new ImageView();

    BadgeScreenPane() {
        getStyleClass().add("badge-screen");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        view.setPreserveRatio(true);
        getChildren().add(view);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setMinSize(0, 0);
    }

    /// @param spoken the page in words
    void show(SentPage sent, String spoken) {
        view.setImage(image(sent));
        setAccessibleText(spoken);
        requestLayout();
    }

    private static WritableImage image(SentPage sent) {
        int height = 2 * BAR + sent.lines() * ROW + MARGIN;
        Canvas canvas = new Canvas(WIDTH, height);
        paint(canvas.getGraphicsContext2D(), sent, height);
        return oneBit(canvas.snapshot(null, null));
    }

    private static void paint(GraphicsContext g, SentPage sent, int height) {
        DisplayPage page = sent.page();
        g.setFill(Color.WHITE);
        g.fillRect(0, 0, WIDTH, height);
        g.setFill(Color.BLACK);
        g.setTextBaseline(VPos.CENTER);
        g.fillRect(0, BAR - 1, WIDTH, 1);
        g.fillRect(0, height - BAR, WIDTH, 1);
        int title = MARGIN;
        if (page.name().equals(DisplayPage.CHAT)) {
            g.fillRect(MARGIN - 3, 4, 2 * CELL + 6, BAR - 9);
            g.setFill(Color.WHITE);
            line(g, DIALOG_MARK, MARGIN, BAR / 2.0);
            g.setFill(Color.BLACK);
            title += 3 * CELL;
        }
        line(g, page.title(), title, BAR / 2.0);
        List<String> lines = sent.shownLines();
        for (int i = 0; i < lines.size(); i++) {
            line(g, lines.get(i), MARGIN, BAR + MARGIN / 2.0 + (i + 0.5) * ROW);
        }
        String number = page.number().map(of -> of.index() + "/" + of.total()).orElse("");
        line(g, page.hint().orElse(""), MARGIN, height - BAR / 2.0);
        line(g, number, WIDTH - MARGIN - number.length() * CELL, height - BAR / 2.0);
    }

    /// Characters in the middle of one or two cells each.
    private static void line(GraphicsContext g, String text, double x, double y) {
        g.setTextAlign(TextAlignment.CENTER);
        int column = 0;
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        for (int from = 0, to = characters.next(); to != BreakIterator.DONE && column < Badge.COLUMNS; from = to, to = characters.next()) {
            String character = text.substring(from, to);
            int width = Math.min(2, PageLineWrapper.width(character));
            g.setFont(width == 2 ? WIDE : NARROW);
            g.fillText(character, x + (column + width / 2.0) * CELL, y);
            column += width;
        }
    }

    private static WritableImage oneBit(WritableImage gray) {
        int width = (int) gray.getWidth();
        int height = (int) gray.getHeight();
        int[] pixels = new int[width * height];
        gray.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        for (int i = 0; i < pixels.length; i++) {
            // green alone stands for the brightness of what is gray
            pixels[i] = (pixels[i] >> 8 & 0xff) < 150 ? BLACK : WHITE;
        }
        WritableImage image = new WritableImage(width, height);
        image.getPixelWriter().setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        return image;
    }

    private double imageWidth() {
        return view.getImage() == null ? 0 : view.getImage().getWidth();
    }

    @Override
    protected double computePrefWidth(double height) {
        return imageWidth() + snappedLeftInset() + snappedRightInset();
    }

    @Override
    protected double computePrefHeight(double width) {
        double inner = width < 0 ? imageWidth() : Math.min(imageWidth(), width - snappedLeftInset() - snappedRightInset());
        return (view.getImage() == null ? 0 : view.getImage().getHeight() * inner / imageWidth()) + snappedTopInset() + snappedBottomInset();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected void layoutChildren() {
        double width = Math.max(1, Math.min(imageWidth(), getWidth() - snappedLeftInset() - snappedRightInset()));
        view.setFitWidth(width);
        // in its own size every pixel stays black or white; where the panel is narrower, lines would fall out
        view.setSmooth(width < imageWidth());
        view.relocate(snappedLeftInset(), snappedTopInset());
    }
}
