package earshot.process;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.store.ChildProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The options of the virtual machine: one file for the launcher of the image, for Maven and for what measures.
class LaunchOptionsTest {
    @Test
    void theVirtualMachineTakesThemAndTheHeapGivesMemoryBack() throws Exception {
        Process java = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), ChildProcess.LAUNCH_OPTIONS, "-XX:+PrintFlagsFinal", "-version").redirectErrorStream(true).start();
        String flags = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(flags).isZero();
        assertThat(flags).containsPattern("MaxHeapSize += 1073741824 ").containsPattern("G1PeriodicGCInterval += 30000 ").containsPattern("MaxHeapFreeRatio += 20 ").containsPattern("TrimNativeHeapInterval += 30000 ").containsPattern("NewSize += 25165824 ").containsPattern("G1ConcRefinementThreads += 0 ").containsPattern("ArchiveRelocationMode += 0 ");
    }

    @Test
    void gtkLoadsNoOpenGlWhereNothingCouldDrawWithIt(@TempDir Path image) throws Exception {
        Path launcher = Files.copy(Path.of("assets/earshot.sh"), Files.createDirectories(image.resolve("bin")).resolve("earshot"));
        Path java = Files.writeString(image.resolve("bin/java"), "#!/bin/sh\necho \"$GDK_GL\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        boolean processor = Stream.of("/dev/dri", "/dev/nvidiactl", "/dev/dxg").map(Path::of).anyMatch(Files::exists);
        assertThat(gdkGl(launcher, "")).isEqualTo(processor ? "" : "disable");
        assertThat(gdkGl(launcher, "always")).as("what the user has chosen").isEqualTo("always");
    }

    @Test
    void theHeapOfNativeCodeIsInFewPieces(@TempDir Path image) throws Exception {
        Path launcher = Files.copy(Path.of("assets/earshot.sh"), Files.createDirectories(image.resolve("bin")).resolve("earshot"));
        Path java = Files.writeString(image.resolve("bin/java"), "#!/bin/sh\necho \"$MALLOC_ARENA_MAX\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        assertThat(launched(launcher, Map.of("MALLOC_ARENA_MAX", ""))).isEqualTo("2");
        assertThat(launched(launcher, Map.of("MALLOC_ARENA_MAX", "8"))).as("what the user has chosen").isEqualTo("8");
    }

    /// Java would name no file beyond ASCII: not even those of an image that lies in a directory with a Chinese name.
    @ParameterizedTest
    @ValueSource(strings = {"", "C", "POSIX", "xx_XX.UTF-8"})
    void filesCanBeNamedInAnyScriptWhereTheLocaleIsNotInstalled(String chosen, @TempDir Path image) throws Exception {
        Path launcher = Files.copy(Path.of("assets/earshot.sh"), Files.createDirectories(image.resolve("小智 1/bin")).resolve("earshot"));
        Path java = Files.writeString(launcher.resolveSibling("java"), "#!/bin/sh\nlocale charmap\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        assertThat(launched(launcher, Map.of("LANG", chosen, "LC_ALL", chosen, "LC_CTYPE", chosen))).isEqualTo("UTF-8");
    }

    private static String gdkGl(Path launcher, String chosen) throws Exception {
        return launched(launcher, Map.of("GDK_GL", chosen));
    }

    private static String launched(Path launcher, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", launcher.toString()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process launched = builder.start();
        return new String(launched.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void launcherAndBuildUseTheFile() throws Exception {
        assertThat(Files.readString(Path.of("assets/earshot.sh"))).contains("\"@$here/../lib/jvm.options\"").doesNotContain("-Xmx");
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(pom).contains("<argument>${image.dir}/lib/jvm.options</argument>", "<argument>@${project.basedir}/assets/jvm.options</argument>", ">@assets/jvm.options --enable-native-access=${native.modules}");
    }
}
