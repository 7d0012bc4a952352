package earshot.tool;

import module java.base;

import earshot.data.LetterCase;

/// Where the programs come from that usually start tool servers: each command, and what to install for it.
enum ProgramSource {
    NODE("Node.js (https://nodejs.org)", "npx", "npm", "node"),
    UV("uv (https://docs.astral.sh/uv)", "uvx", "uv"),
    PYTHON("Python (https://www.python.org)", "python", "python3", "py", "pip", "pip3"),
    PIPX("pipx (https://pipx.pypa.io)", "pipx"),
    DOCKER("Docker (https://docs.docker.com/get-docker)", "docker"),
    PODMAN("Podman (https://podman.io)", "podman"),
    BUN("Bun (https://bun.sh)", "bun", "bunx"),
    DENO("Deno (https://deno.com)", "deno"),
    PNPM("pnpm (https://pnpm.io)", "pnpm", "pnpx"),
    MCP_PROXY("mcp-proxy (uv tool install mcp-proxy)", "mcp-proxy"),
    JAVA("Java (https://adoptium.net)", "java"),
    DOTNET(".NET (https://dotnet.microsoft.com)", "dotnet", "dnx"),
    GO("Go (https://go.dev)", "go");

    private final String words;
    private final Set<String> commands;

    ProgramSource(String words, String... commands) {
        this.words = words;
        this.commands = Set.of(commands);
    }

    /// What to install for a command, if that is known.
    static Optional<ProgramSource> of(String command) {
        String name = LetterCase.lower(command).replaceFirst("\\.(exe|cmd|bat)$", "");
        return Arrays.stream(values()).filter(source -> source.commands.contains(name)).findFirst();
    }

    /// A name and an address, the same in every language.
    @Override
    public String toString() {
        return words;
    }
}
