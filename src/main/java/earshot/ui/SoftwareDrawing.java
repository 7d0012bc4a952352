package earshot.ui;

import module java.base;

/// Whether the window is drawn without a graphics processor, on Linux.
///
/// JavaFX finds that out by loading the system's OpenGL, refuses to use one that draws in software, and draws by itself. What it loaded for the question
/// stays: 90 MB where that is Mesa with LLVM (measured). So it is not asked where no driver of a graphics processor is there.
final class SoftwareDrawing {
    /// Of the kernel's drivers, of NVIDIA's own, and of Windows for its Linux.
    private static final List<Path> GRAPHICS_PROCESSORS = List.of(Path.of("/dev/dri"), Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));
    private static final String ORDER = "prism.order";
    private static final String REGIONS = "prism.disableRegionCaching";

    private SoftwareDrawing() {}

    /// Lets JavaFX draw by itself where there is no driver. For before the toolkit starts; keeps what the user has chosen.
    static void chooseWithoutDriver() {
        if (System.getProperty(ORDER) == null && driverAbsent(GRAPHICS_PROCESSORS)) {
            System.setProperty(ORDER, "sw");
            // drawing kept pictures of the backgrounds costs it more than drawing the backgrounds: a third of all with 20 devices (measured)
            System.setProperty(REGIONS, "true");
        }
    }

    /// @param graphicsProcessors files that exist only with a driver
    static boolean driverAbsent(List<Path> graphicsProcessors) {
        return graphicsProcessors.stream().noneMatch(Files::exists);
    }
}
