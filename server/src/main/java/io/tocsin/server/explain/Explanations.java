package io.tocsin.server.explain;

import io.tocsin.config.Text;
import java.io.IOException;

/** Who explains: blocks until the answer is there, which takes reading the journal. Any thread. */
public interface Explanations {
    /** Of nothing: there is no folder to read. */
    Explanations NONE = new Explanations() {
        @Override
        public Explanation occurrence(String id) throws Unexplained {
            throw none();
        }

        @Override
        public Explanation silence(Asked asked) throws Unexplained {
            throw none();
        }

        private Unexplained none() {
            return new Unexplained(
                    Unexplained.Why.NO_ENGINE, new Text("没有可读取的引擎数据", "expected the folder of an engine, was none"));
        }
    };

    /** Why it rang. */
    Explanation occurrence(String id) throws Unexplained, IOException;

    /** Why nothing rang. */
    Explanation silence(Asked asked) throws Unexplained, IOException;
}
