// Answers every query in a folder with Jena ARQ, in one process: java Arq.java GRAPH.nq QUERIES ANSWERS
// The default graph is the union of the named graphs. In Jena 2 the packages below have other names.

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.query.Syntax;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.RDFDataMgr;

public final class Arq {
    public static void main(String[] arguments) throws IOException {
        Dataset graph = RDFDataMgr.loadDataset(arguments[0]);
        List<String> names = new ArrayList<>();
        Model union = ModelFactory.createDefaultModel();
        for (Iterator<String> all = graph.listNames(); all.hasNext();) {
            names.add(all.next());
        }
        for (String name : names) {
            union.add(graph.getNamedModel(name));
        }
        graph.setDefaultModel(union);
        List<Path> queries = new ArrayList<>();
        try (java.util.stream.Stream<Path> files = Files.list(Paths.get(arguments[1]))) {
            files.sorted().forEach(queries::add);
        }
        for (Path query : queries) {
            String stem = query.getFileName().toString().replace(".rq", "");
            Path target = Paths.get(arguments[2], stem);
            try (OutputStream out = Files.newOutputStream(target)) {
                answer(graph, new String(Files.readAllBytes(query), StandardCharsets.UTF_8), out);
            } catch (RuntimeException error) {
                try (PrintStream out = new PrintStream(target.resolveSibling(stem + ".error").toFile(), "UTF-8")) {
                    out.println(error);
                }
            }
        }
    }

    private static void answer(Dataset graph, String text, OutputStream out) {
        Query query = QueryFactory.create(text, Syntax.syntaxSPARQL_11);
        try (Closing closing = new Closing(QueryExecutionFactory.create(query, graph))) {
            if (query.isConstructType()) {
                closing.execution.execConstruct().write(out, "N-TRIPLE");
            } else if (query.isAskType()) {
                ResultSetFormatter.outputAsJSON(out, closing.execution.execAsk());
            } else {
                ResultSetFormatter.outputAsJSON(out, closing.execution.execSelect());
            }
        }
    }

    // In Jena 2 an execution is not AutoCloseable.
    private static final class Closing implements AutoCloseable {
        final QueryExecution execution;

        Closing(QueryExecution execution) {
            this.execution = execution;
        }

        @Override
        public void close() {
            execution.close();
        }
    }
}
