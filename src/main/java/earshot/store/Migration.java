package earshot.store;

import java.util.List;

/// One step of the schema, run once in its own transaction. Never change one that was released: add another.
///
/// @param version unique over all features, at least 1; steps run in its order
/// @param statements SQL without trailing semicolons
public record Migration(int version, List<String> statements) {
    public Migration {
        if (version < 1) {
            throw new IllegalArgumentException("a schema version is at least 1, not " + version);
        }
        statements = List.copyOf(statements);
    }

    public static Migration of(int version, String... statements) {
        return new Migration(version, List.of(statements));
    }
}
