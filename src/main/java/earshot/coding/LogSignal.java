package earshot.coding;

import module java.base;

/// What lines of a log say, as far as it can be told from words. In the order of importance. Source: badge-protocol section 7.1.
enum LogSignal {
    MEMORY("outofmemory", "out of memory", "oom", "heap space", "cannot allocate memory", "内存不足", "内存溢出"),
    BUILD("build failed", "build failure", "compilation error", "compilation failed", "compile error", "failed to compile", "syntaxerror", "syntax error",
        "cannot find symbol", "undefined reference", "构建失败", "编译失败", "编译错误"),
    TESTS("tests failed", "test failed", "tests are failing", "assertionerror", "assertion failed", "测试失败", "用例失败"),
    IMPORT("modulenotfounderror", "importerror", "cannot find module", "module not found", "no module named", "classnotfoundexception", "noclassdeffounderror",
        "unresolved import", "could not resolve depend", "找不到模块", "缺少依赖"),
    TIMEOUT("timeout", "timed out", "deadline exceeded", "etimedout", "超时"),
    NETWORK("connection refused", "connection reset", "econnrefused", "econnreset", "getaddrinfo", "network is unreachable", "unknown host", "unknownhost",
        "no route to host", "name resolution", "网络错误", "网络不可用", "连接被拒绝", "连接失败"),
    LINT("eslint", "checkstyle", "pylint", "flake8", "clippy", "lint", "warning:", "代码规范");

    private static final List<String> BUILT = List.of("build success", "build succeeded", "compiled successfully", "构建成功", "编译成功");
    private static final List<String> BUILDING = List.of("building", "compiling", "bundling", "构建中", "正在构建", "正在编译");

    private final List<String> words;

    LogSignal(String... words) {
        this.words = List.of(words);
    }

    /// The part of its text keys.
    String key() {
        return switch (this) {
            case MEMORY -> "memory";
            case BUILD -> "build";
            case TESTS -> "tests";
            case IMPORT -> "import";
            case TIMEOUT -> "timeout";
            case NETWORK -> "network";
            case LINT -> "lint";
        };
    }

    /// @param folded the line, with letters of one case
    static Set<LogSignal> in(String folded, OptionalInt failedTests, CodingMessage.Level level) {
        EnumSet<LogSignal> found = EnumSet.noneOf(LogSignal.class);
        for (LogSignal signal : values()) {
            if (signal.words.stream().anyMatch(word -> contains(folded, word))) {
                found.add(signal);
            }
        }
        if (failedTests.isPresent()) {
            if (failedTests.getAsInt() > 0) {
                found.add(TESTS);
            } else {
                found.remove(TESTS);
            }
        }
        // "timeout 30 s" and "0 warnings: lint passed" are not faults
        if (level == CodingMessage.Level.INFO) {
            found.remove(LINT);
            found.remove(TIMEOUT);
        }
        return Collections.unmodifiableSet(found);
    }

    /// Short words only as whole ones: `oom` is not in `room`.
    private static boolean contains(String folded, String word) {
        if (word.length() > 4 || word.charAt(0) > 0x7f) {
            return folded.contains(word);
        }
        for (int at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
            if (isWhole(folded, at, at + word.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWhole(String folded, int from, int to) {
        return (from == 0 || !Character.isLetterOrDigit(folded.charAt(from - 1))) && (to == folded.length() || !Character.isLetterOrDigit(folded.charAt(to)));
    }

    /// Whether a build failed, continues or is done, as the line says; empty when it says nothing.
    static Optional<BuildState> build(String folded) {
        if (BUILD.words.stream().anyMatch(folded::contains)) {
            return Optional.of(BuildState.FAILED);
        }
        if (BUILT.stream().anyMatch(folded::contains)) {
            return Optional.of(BuildState.DONE);
        }
        return BUILDING.stream().anyMatch(folded::contains) ? Optional.of(BuildState.RUNNING) : Optional.empty();
    }

    enum BuildState { RUNNING, DONE, FAILED }
}
