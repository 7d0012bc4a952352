package earshot.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The program's version, as its module has it, and that of the Java that runs it.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String own = Optional.ofNullable(Version.class.getModule().getDescriptor()).flatMap(module -> module.rawVersion()).orElse("development");
        return new String[] {"earshot " + own + " (Java " + Runtime.version() + ")"};
    }
}
