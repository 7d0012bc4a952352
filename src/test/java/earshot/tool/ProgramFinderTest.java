package earshot.tool;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.time.SystemTime;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands of tool servers are found as in a terminal, also where a desktop has started the program.
class ProgramFinderTest {
    @TempDir
    Path home;

    private final TimeFake time = new TimeFake();

    @Test
    void startedByADesktopTheLoginShellIsAskedAndItsNoiseIgnored() throws Exception {
        Path tools = executable("tools/npx").getParent();
        Path shell = executable("noisy-sh");
        Files.writeString(shell, "#!/bin/sh\necho Welcome; printf 'no line end '\nPATH=" + tools + ":$PATH\neval \"$4\"\n");
        SearchPath path = SearchPath.of(Map.of("PATH", "/usr/bin"), "Linux", home, new LoginShellPath(time, shell.toString())::get);
        assertThat(path.directories()).startsWith(tools.toString());
        assertThat(path.find("npx")).contains(tools.resolve("npx"));
    }

    @Test
    void aLoginShellThatDoesNotAnswerIsKilledAndAskedOnce() throws Exception {
        Path shell = executable("stuck-sh");
        Files.writeString(shell, "#!/bin/sh\necho x >> " + home.resolve("asked") + "\nsleep 2020\n");
        LoginShellPath loginShell = new LoginShellPath(time, shell.toString());
        CompletableFuture<Optional<String>> answer = CompletableFuture.supplyAsync(loginShell::get);
        await().until(() -> Files.exists(home.resolve("asked")) && sleeps());
        time.advance(Duration.ofSeconds(5));
        assertThat(answer.join()).isEmpty();
        assertThat(loginShell.get()).isEmpty();
        assertThat(Files.readAllLines(home.resolve("asked"))).hasSize(1);
        await().until(() -> !sleeps());
    }

    @Test
    void theShellsOfThisComputerAreUnderstood() throws Exception {
        for (String shell : List.of("/bin/sh", "/bin/bash", "/bin/zsh", "/bin/dash", "/usr/bin/fish", "/bin/tcsh")) {
            if (Files.isExecutable(Path.of(shell))) {
                assertThat(new LoginShellPath(new SystemTime(), shell).get()).as(shell).hasValueSatisfying(path -> assertThat(path).contains("/bin"));
            }
        }
        assertThat(new LoginShellPath(time, "/nonexistent/sh").get()).isEmpty();
    }

    @Test
    void inATerminalNoShellIsAskedAndTheUsualPlacesComeLast() throws Exception {
        executable(".local/bin/uvx");
        executable(".nvm/versions/node/v9.1.0/bin/npx");
        executable(".nvm/versions/node/v20.2.0/bin/npx");
        SearchPath path = SearchPath.of(Map.of("PATH", "/usr/bin:/own", "TERM", "xterm"), "Linux", home, () -> {
            throw new AssertionError("asked");
        });
        assertThat(path.directories()).startsWith("/usr/bin", "/own", home.resolve(".local/bin").toString())
            .doesNotContain(home.resolve(".bun/bin").toString());
        assertThat(path.find("uvx")).contains(home.resolve(".local/bin/uvx"));
        assertThat(new SearchPath(path.directories().stream().filter(place -> place.startsWith(home.toString())).toList(), List.of(""), ":").find("npx"))
            .as("the newest").contains(home.resolve(".nvm/versions/node/v20.2.0/bin/npx"));
    }

    @Test
    void onWindowsScriptsAreFoundByTheirExtension() throws Exception {
        executable("AppData/Roaming/npm/npx.cmd");
        SearchPath path = SearchPath.of(Map.of("Path", "C:\\Windows", "PATHEXT", ".EXE;.CMD"), "Windows 11", home, Optional::empty);
        assertThat(path.find("npx")).contains(home.resolve("AppData/Roaming/npm/npx.cmd"));
        assertThat(path.find("npx.cmd")).isPresent();
        assertThat(path).hasToString("C:\\Windows;" + home.resolve("AppData/Roaming/npm"));
    }

    @Test
    void theProgramGetsThePathByWhichItWasFoundAndTheOneOfItsEntryBeforeIt() throws Exception {
        Path tools = executable("tools/npx").getParent();
        ProgramFinder finder = new ProgramFinder(() -> new SearchPath(List.of("/empty", tools.toString()), List.of(""), ":"), home);
        ProcessBuilder builder = finder.builder(new ToolServerEntry.Program(List.of("npx", "-y"), Map.of("PATH", "/first", "K", "v"), Optional.of("~/tools")));
        assertThat(builder.command()).containsExactly(tools.resolve("npx").toString(), "-y");
        assertThat(builder.environment()).containsEntry("PATH", "/first:/empty:" + tools).containsEntry("K", "v");
        assertThat(builder.directory()).isEqualTo(tools.toFile());
        assertThat(finder.builder(new ToolServerEntry.Program(List.of("npx -y 'a b'", "c"), Map.of(), Optional.empty())).command()).as("a whole command line")
            .containsExactly(tools.resolve("npx").toString(), "-y", "a b", "c");
    }

    @Test
    void aCommandThatIsNotThereIsToldWithWhereItWasLookedForAndWhatToInstall() {
        ProgramFinder finder = new ProgramFinder(() -> new SearchPath(List.of("/nowhere", "/else"), List.of(""), ":"), home);
        assertThatThrownBy(() -> finder.builder(new ToolServerEntry.Program(List.of("uvx", "mcp-server-time"), Map.of(), Optional.empty())))
            .isInstanceOfSatisfying(ToolServerFailure.Raised.class, raised -> {
            assertThat(raised.failure().problem("clock").code()).isEqualTo(ProblemCode.TOOL_PROGRAM_MISSING);
            assertThat(raised.failure().problem("clock").args()).containsExactly("clock", "uvx", "/nowhere:/else", "uv (https://docs.astral.sh/uv)");
        });
        assertThatThrownBy(() -> finder.builder(new ToolServerEntry.Program(List.of("odd"), Map.of(), Optional.empty()))).isInstanceOfSatisfying(
            ToolServerFailure.Raised.class,
            raised -> assertThat(raised.failure().problem("clock").code()).isEqualTo(ProblemCode.TOOL_COMMAND_UNKNOWN));
        assertThatThrownBy(() -> finder.builder(new ToolServerEntry.Program(List.of("/bin/sh"), Map.of(), Optional.of("/nowhere"))))
            .hasMessage("its directory /nowhere does not exist");
    }

    private static boolean sleeps() {
        return ProcessHandle.current().descendants().anyMatch(process -> process.info().commandLine().orElse("").endsWith("sleep 2020"));
    }

    private Path executable(String path) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
