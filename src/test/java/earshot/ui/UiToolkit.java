package earshot.ui;

/// JavaFX for tests of other packages.
public final class UiToolkit {
    private UiToolkit() {}

    public static void start() {
        ConsoleWindow.startToolkit();
    }
}
