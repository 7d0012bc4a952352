package earshot.ui;

import module java.base;

import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;

/// The scale of the console's windows. JavaFX reads it when it starts and then draws windows, popups and dialogs with it, as sharp as
/// at 100 %; it cannot be changed later.
final class WindowScale {
    private WindowScale() {}

    /// Sets the scale for a JavaFX that has not started; one given on the command line of Java stays. On macOS there is no such
    /// option: the scale is the display's alone.
    ///
    /// @param scale times the desktop's scale, which 1 leaves as JavaFX finds it, for each display
    static void set(double scale) {
        property(System.getProperty("os.name")).filter(name -> scale != 1 && System.getProperty(name) == null)
            .ifPresent(name -> System.setProperty(name, Double.toString(Math.round(scale * desktop() * 100) / 100.0)));
    }

    /// The system property of JavaFX's windows on an operating system; empty where it has none.
    static Optional<String> property(String system) {
        return system.startsWith("Linux") ? Optional.of("glass.gtk.uiScale") : system.startsWith("Windows") ? Optional.of("glass.win.uiScale")
            : Optional.empty();
    }

    /// The desktop's scale: JavaFX does not know it before it starts.
    private static double desktop() {
        try {
            double scale = GraphicsEnvironment.getLocalGraphicsEnvironment().getDefaultScreenDevice().getDefaultConfiguration().getDefaultTransform()
                .getScaleX();
            return scale > 0 ? scale : 1;
        } catch (HeadlessException | AWTError | LinkageError _) {
            return 1;
        }
    }
}
