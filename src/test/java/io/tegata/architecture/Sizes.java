package io.tegata.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** How big the files, methods and constructors of some sources are, as the compiler parses them. */
final class Sizes {

    static final int MAX_FILE_LINES = 400;
    static final int MAX_METHOD_LINES = 60;
    static final int MAX_CONSTRUCTOR_PARAMETERS = 7;

    /** One thing that is too big: what, how big, and how big it may be. */
    record TooBig(String what, String unit, long size, int limit) {}

    private Sizes() {}

    static List<TooBig> tooBig(Iterable<? extends JavaFileObject> sources) {
        var task =
                (JavacTask)
                        ToolProvider.getSystemJavaCompiler()
                                .getTask(null, null, null, List.of("-proc:none"), null, sources);
        try {
            var found = new ArrayList<TooBig>();
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Measure(unit, positions, found).scan(unit, null);
            }
            return found;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Measure extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<TooBig> found;

        Measure(CompilationUnitTree unit, SourcePositions positions, List<TooBig> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public @Nullable Void visitCompilationUnit(
                CompilationUnitTree tree, @Nullable Void nothing) {
            try {
                long lines = tree.getSourceFile().getCharContent(true).toString().lines().count();
                report(file(), "lines", lines, MAX_FILE_LINES);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            return super.visitCompilationUnit(tree, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            ClassTree owner = (ClassTree) getCurrentPath().getParentPath().getLeaf();
            String what = file() + " " + owner.getSimpleName() + "." + method.getName();
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            report(what, "lines", last - first + 1, MAX_METHOD_LINES);
            if (method.getName().contentEquals("<init>") && !isCanonical(owner, method)) {
                report(
                        what,
                        "parameters",
                        method.getParameters().size(),
                        MAX_CONSTRUCTOR_PARAMETERS);
            }
            return super.visitMethod(method, null);
        }

        /**
         * The components of a record are its data, however many; nobody is called with them all.
         */
        private static boolean isCanonical(ClassTree owner, MethodTree constructor) {
            if (owner.getKind() != Tree.Kind.RECORD) {
                return false;
            }
            Set<String> components =
                    owner.getMembers().stream()
                            .filter(VariableTree.class::isInstance)
                            .map(VariableTree.class::cast)
                            .filter(
                                    field ->
                                            !field.getModifiers()
                                                    .getFlags()
                                                    .contains(Modifier.STATIC))
                            .map(field -> field.getName().toString())
                            .collect(Collectors.toSet());
            return constructor.getParameters().stream()
                    .map(parameter -> parameter.getName().toString())
                    .collect(Collectors.toSet())
                    .equals(components);
        }

        private void report(String what, String unitOfSize, long size, int limit) {
            if (size > limit) {
                found.add(new TooBig(what, unitOfSize, size, limit));
            }
        }

        private String file() {
            String path = unit.getSourceFile().getName();
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }
}
