package earshot.cli;

import earshot.data.ProductVersion;
import picocli.CommandLine.IVersionProvider;

/// The versions of the program, as in its module, and of the Java runtime.
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"earshot " + ProductVersion.text() + " (Java " + Runtime.version() + ")"};
    }
}
