package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftwareDrawingTest {
    @Test
    void aDriverOfAGraphicsProcessorIsUsed(@TempDir Path devices) throws IOException {
        Path own = devices.resolve("nvidiactl");
        Path kernel = devices.resolve("dri");
        assertThat(SoftwareDrawing.driverAbsent(List.of(kernel, own))).isTrue();
        Files.createFile(own);
        assertThat(SoftwareDrawing.driverAbsent(List.of(kernel, own))).isFalse();
    }

    @Test
    void theToolkitIsToldHowToDrawWhereThereIsNone() throws Exception {
        String order = System.getProperty("prism.order");
        System.clearProperty("prism.order");
        try {
            SoftwareDrawing.chooseWithoutDriver();
            boolean driver = Stream.of("/dev/dri", "/dev/nvidiactl", "/dev/dxg").anyMatch(device -> Files.exists(Path.of(device)));
            assertThat(Optional.ofNullable(System.getProperty("prism.order"))).isEqualTo(driver ? Optional.empty() : Optional.of("sw"));
            assertThat(Boolean.getBoolean("prism.disableRegionCaching")).isEqualTo(!driver);
            System.setProperty("prism.order", "es2,sw");
            SoftwareDrawing.chooseWithoutDriver();
            assertThat(System.getProperty("prism.order")).isEqualTo("es2,sw");
        } finally {
            if (order == null) {
                System.clearProperty("prism.order");
            } else {
                System.setProperty("prism.order", order);
            }
        }
    }
}
