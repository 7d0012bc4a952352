import module java.base;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;

/// Gives the classes of jars the version of Java 8, with the stack maps that come with it. The cache of classes takes none older than Java 6, and without
/// it they are read, parsed and verified at each start: of picocli, 0.2 s. `java src/build/CurrentClassFiles.java JAR …`
void main(String[] jars) throws IOException {
    for (String jar : jars) {
        try (FileSystem files = FileSystems.newFileSystem(Path.of(jar)); Stream<Path> all = Files.walk(files.getPath("/"))) {
            ClassFile format = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(type -> open(files, type)).orElse(
                    ClassHierarchyResolver.defaultResolver())));
            for (Path old : all.filter(file -> isOld(file)).toList()) {
                Files.write(old, current(format, Files.readAllBytes(old)));
            }
        }
    }
}

/// Module descriptors, and classes for newer versions of Java, have their stack maps.
private static boolean isOld(Path file) {
    return file.toString().endsWith(".class") && !file.endsWith("module-info.class") && !file.startsWith("/META-INF");
}

private static InputStream open(FileSystem files, java.lang.constant.ClassDesc type) {
    try {
        String name = type.descriptorString();
        return Files.newInputStream(files.getPath(name.substring(1, name.length() - 1) + ".class"));
    } catch (NoSuchFileException e) {
        return null;
    } catch (IOException e) {
        throw new UncheckedIOException(e);
    }
}

private static byte[] current(ClassFile format, byte[] old) {
    ClassTransform version = (builder, element) -> {
        if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
        } else {
            builder.with(element);
        }
    };
    return format.transformClass(format.parse(old), ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(version));
}
