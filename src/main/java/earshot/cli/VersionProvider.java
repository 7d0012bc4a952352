package earshot.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The versions of the program, as in its module, and of the Java runtime.
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String own = Optional.ofNullable(VersionProvider.class.getModule().getDescriptor()).flatMap(module -> module.rawVersion()).orElse("development");
        return new String[] {"earshot " + own + " (Java " + Runtime.version() + ")"};
    }
}
