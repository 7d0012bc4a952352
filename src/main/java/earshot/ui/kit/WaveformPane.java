package earshot.ui.kit;

import module java.base;

import earshot.audio.Waveform;
import javafx.beans.value.ObservableValue;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// Waveform of the newest sound in bars of 60 ms; speech is marked by color and by a line below. Fills the size it is given.
///
/// Painted into a pixel buffer at a third of the cost of a canvas (measured), on [#paint] and when size or colors change.
public final class WaveformPane extends Region {
    private static final StyleablePropertyFactory<WaveformPane> FACTORY = new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final int COLUMNS_PER_BAR = 3;
    private static final int BAR = 2;
    private static final int STEP = 3;
    private static final int MARK = 2;
    /// Exponent for amplitudes: speech is quiet compared with full scale; this raises it without hiding clipping.
    private static final double LIFT = 0.6;

    private final StyleableProperty<Color> voiceColor = FACTORY.createStyleableColorProperty(this, "voiceColor", "-wave-voice", pane -> pane.voiceColor,
        Color.DODGERBLUE);
    private final StyleableProperty<Color> soundColor = FACTORY.createStyleableColorProperty(this, "soundColor", "-wave-sound", pane -> pane.soundColor,
        Color.GRAY);
    private final StyleableProperty<Color> axisColor = FACTORY.createStyleableColorProperty(this, "axisColor", "-wave-axis", pane -> pane.axisColor,
        Color.LIGHTGRAY);
    private final ImageView view = new ImageView();
    private int[] pixels = {};
    private PixelBuffer<IntBuffer> buffer;
    private int width;
    private int height;
    private float[] min = {};
    private float[] max = {};
    private boolean[] voice = {};
    private double loudest;
    private Optional<Waveform> lastWaveform = Optional.empty();

    public WaveformPane() {
        getStyleClass().add("wave");
        view.setManaged(false);
        getChildren().add(view);
        setMinSize(40, 24);
        // the style sheet sets the colors after the first painting and changes them with the theme
        for (StyleableProperty<Color> color : List.of(voiceColor, soundColor, axisColor)) {
            ((ObservableValue<?>) color).subscribe(this::repaint);
        }
    }

    @Override
    protected void layoutChildren() {
        repaint();
    }

    private void repaint() {
        lastWaveform.ifPresent(this::paint);
    }

    /// Paints the newest part of `wave` that fits.
    public void paint(Waveform wave) {
        lastWaveform = Optional.of(wave);
        if (!fit()) {
            return;
        }
        int bars = width / STEP;
        int columns = bars * COLUMNS_PER_BAR;
        if (min.length != columns) {
            min = new float[columns];
            max = new float[columns];
            voice = new boolean[columns];
        }
        // bars are aligned to the first column ever recorded, so that a bar keeps its shape while it moves left
        long end = wave.end() / COLUMNS_PER_BAR * COLUMNS_PER_BAR;
        long from = Math.max(0, end - columns);
        int missing = (int) (columns - (end - from));
        wave.read(from, end, min, max, voice);
        Arrays.fill(pixels, 0);
        int waveHeight = height - MARK - 2;
        int middle = waveHeight / 2;
        Arrays.fill(pixels, middle * width, middle * width + width, argb(axisColor));
        int voiceArgb = argb(voiceColor);
        int soundArgb = argb(soundColor);
        loudest = 0;
        for (int bar = missing / COLUMNS_PER_BAR; bar < bars; bar++) {
            paintBar(bar, missing, waveHeight, voiceArgb, soundArgb);
        }
        buffer.updateBuffer(_ -> null);
    }

    /// @param missing columns at the left that were not recorded
    private void paintBar(int bar, int missing, int waveHeight, int voiceArgb, int soundArgb) {
        float low = 0;
        float high = 0;
        boolean isVoice = false;
        for (int i = 0; i < COLUMNS_PER_BAR; i++) {
            int column = bar * COLUMNS_PER_BAR + i - missing;
            low = Math.min(low, min[column]);
            high = Math.max(high, max[column]);
            isVoice |= voice[column];
        }
        loudest = Math.max(loudest, Math.max(high, -low));
        int middle = waveHeight / 2;
        int top = middle - (int) Math.round(Math.pow(Math.min(1, high), LIFT) * middle);
        int bottom = middle + (int) Math.round(Math.pow(Math.min(1, -low), LIFT) * (waveHeight - 1 - middle));
        int x = bar * STEP;
        if (high - low > 0.0005f) {
            fill(x, top, bottom, BAR, isVoice ? voiceArgb : soundArgb);
        }
        if (isVoice) {
            fill(x, height - MARK, height - 1, STEP, voiceArgb);
        }
    }

    /// How many columns fit into a pane so wide.
    public static int columns(double width) {
        return Math.max(1, (int) width / STEP) * COLUMNS_PER_BAR;
    }

    /// Loudest sample of the last painting, 0 to 1.
    public double loudest() {
        return loudest;
    }

    private void fill(int x, int top, int bottom, int wide, int color) {
        for (int y = Math.max(0, top); y <= Math.min(height - 1, bottom); y++) {
            for (int i = x; i < Math.min(width, x + wide); i++) {
                pixels[y * width + i] = color;
            }
        }
    }

    private boolean fit() {
        int wide = (int) (getWidth() - snappedLeftInset() - snappedRightInset());
        int high = (int) (getHeight() - snappedTopInset() - snappedBottomInset());
        if (wide < STEP || high < 8) {
            return false;
        }
        if (wide != width || high != height) {
            width = wide;
            height = high;
            pixels = new int[wide * high];
            buffer = new PixelBuffer<>(wide, high, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
            view.setImage(new WritableImage(buffer));
            view.relocate(snappedLeftInset(), snappedTopInset());
        }
        return true;
    }

    private static int argb(StyleableProperty<Color> property) {
        Color color = property.getValue();
        double alpha = color.getOpacity();
        return (int) Math.round(alpha * 255) << 24 | channel(color.getRed() * alpha) << 16 | channel(color.getGreen() * alpha) << 8
            | channel(color.getBlue() * alpha);
    }

    private static int channel(double value) {
        return (int) Math.round(value * 255);
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }
}
