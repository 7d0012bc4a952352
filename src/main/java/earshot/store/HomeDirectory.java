package earshot.store;

import static earshot.problem.ProblemCode.HOME_UNUSABLE;

import module java.base;

import earshot.data.Digest;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;

/// The directory in which one running Earshot keeps its data.
///
/// @param path absolute
public record HomeDirectory(Path path) {
    private static final int LONGEST_SOCKET_PATH = 100;
    /// What the runtime says where HOME is not set and the user is not known, as in many containers.
    private static final String NOBODYS = "?";

    public HomeDirectory {
        path = path.toAbsolutePath().normalize();
    }

    /// The conventional place of such a directory, from the process's environment and its properties `os.name` and `user.home`.
    ///
    /// @throws ProblemException when the user has no home directory
    public static HomeDirectory byConvention(Map<String, String> environment, String os, Path user) {
        if (os.startsWith("Windows")) {
            String roaming = environment.getOrDefault("APPDATA", "");
            return new HomeDirectory((roaming.isBlank() ? user.resolve("AppData", "Roaming") : Path.of(roaming)).resolve("Earshot"));
        }
        if (os.startsWith("Mac")) {
            return new HomeDirectory(user.resolve("Library", "Application Support", "Earshot"));
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        // the XDG specification says that relative paths are ignored
        boolean usable = !data.isBlank() && Path.of(data).isAbsolute();
        if (!usable && user.toString().equals(NOBODYS)) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, "~/.local/share/earshot", ProblemReason.NO_USER_HOME.toString()));
        }
        return new HomeDirectory((usable ? Path.of(data) : user.resolve(".local", "share")).resolve("earshot"));
    }

    /// Creates the directory where it does not exist, and takes one that holds a home already, or nothing, from other users.
    ///
    /// @throws ProblemException when it cannot be created or is not writable
    public HomeDirectory prepared() {
        try {
            PrivateFiles.createDirectories(path);
            if (ownOrEmpty() && !sharedByDesign()) {
                PrivateFiles.restrict(path);
            }
        } catch (FileAlreadyExistsException e) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, path,
                (Files.exists(Path.of(e.getFile())) ? ProblemReason.NOT_A_DIRECTORY : ProblemReason.DANGLING_LINK).with(e.getFile())), e);
        } catch (AccessDeniedException e) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, path, DiskCondition.explain(path, Failures.argument(e))), e);
        } catch (IOException e) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, path, DiskCondition.explain(path, Failures.argument(e))), e);
        }
        if (!Files.isWritable(path)) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, path, DiskCondition.explain(path, ProblemReason.NOT_WRITABLE.toString())));
        }
        return this;
    }

    /// Whether nothing in it belongs to anything else: a directory that others share stays open to them, only our files in it do not.
    private boolean ownOrEmpty() throws IOException {
        try (Stream<Path> inside = Files.list(path)) {
            List<String> names = inside.map(file -> file.getFileName().toString()).toList();
            boolean used = names.stream().anyMatch(name -> name.equals("lock") || name.startsWith("earshot.db") || name.equals("settings.yaml"));
            return names.isEmpty() || used && names.stream().allMatch(HomeInspection::isOurs);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Like `/tmp`: everybody may write there, and only the owner of a file may remove it.
    private boolean sharedByDesign() throws IOException {
        return path.getParent() == null
            || path.getFileSystem().supportedFileAttributeViews().contains("unix") && ((int) Files.getAttribute(path, "unix:mode") & 01000) != 0;
    }

    public Path database() {
        return path.resolve("earshot.db");
    }

    /// The certificate that the program makes itself, with its key.
    public Path certificate() {
        return path.resolve("certificate.p12");
    }

    /// The MCP tool servers.
    public Path toolServers() {
        return path.resolve("mcp_server_settings.json");
    }

    /// The programs of tool servers that run now.
    public Path toolProcesses() {
        return path.resolve("tool_processes.txt");
    }

    /// What was learned of language models.
    public Path learnedModels() {
        return path.resolve("learned_models.json");
    }

    /// Automatic backups of the database.
    public Path backups() {
        return path.resolve("backups");
    }

    /// Session files of recordings.
    public Path sessions() {
        return path.resolve("sessions");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    /// Files of finished meetings, for other programs.
    public Path meetings() {
        return path.resolve("meetings");
    }

    /// Audio of meetings, where the settings keep it.
    public Path meetingSounds() {
        return meetings().resolve("sound");
    }

    /// A UNIX domain socket. Its path may have some 100 bytes on every system: that of a home with a longer one is elsewhere.
    public Path socket(String name) {
        Path inHome = path.resolve(name);
        if (inHome.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH) {
            return inHome;
        }
        // in a directory that nobody else may enter: between its creation and its restriction a socket is open to all
        return Path.of(System.getProperty("java.io.tmpdir"), "earshot-" + Digest.of(path.toString(), 16), name);
    }

    /// Files of this run only; cleaned at the start.
    public Path temporary() {
        return path.resolve("tmp");
    }
}
