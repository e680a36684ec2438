// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "storming/generate/topology.h"
#include "storming/geometry/element_graph.h"

namespace stormbench::storming {

/// Reads from the notes of one saga, and from the services that it commands, what the answers to
/// its steps mean. Made and used within one run of generation.
class SagaReader {
public:
    using Types = std::vector<std::string>;
    using TypeOf = std::function<const std::string*(const Element&)>;
    using EffectsOf = std::function<std::vector<Emission>(const Element& trigger)>;

    SagaReader(const ElementGraph& graph, const Topology& topology, const Element& saga,
        TypeOf typeOf, const EffectsOf& effectsOf);

    [[nodiscard]] const Types& triggers() const { return m_triggers; }
    /// The command's type: one that the saga is connected with rather than a namesake; empty if
    /// nothing handles such a command.
    [[nodiscard]] std::string commandNamed(const QString& name) const;
    /// Fills in what the commands of the steps lead to, and what starts the saga. The first step
    /// may be that what starts it: it is only ever taken back. There is at least one step.
    void readAnswers(SagaPlan& plan) const;
    /// Fills in the ends. One is drawn where a note of the saga leads from an answer to events
    /// only; otherwise the first event that the saga leads to says that it is completed, the second
    /// that it has failed.
    void readEnds(SagaPlan& plan) const;

    [[nodiscard]] static bool holds(const Types& types, const std::string& type);
    static void add(Types& types, const std::string& type);  ///< once

private:
    enum class Verdict { Untold, Done, Failed };

    [[nodiscard]] bool isDoneByTheStart(const SagaPlanStep& step) const;
    [[nodiscard]] Types outcomesOf(const std::string& command) const;
    [[nodiscard]] Verdict verdictOn(const SagaPlan& plan, const std::string& answer) const;
    [[nodiscard]] Types failuresOf(const SagaPlan& plan, const SagaPlanStep& step) const;
    void addDrawnEnds(Types& ends, const std::string& answer) const;

    const ElementGraph& m_graph;
    const Topology& m_topology;
    const Element& m_saga;
    TypeOf m_typeOf;
    Types m_triggers;
    std::map<std::string, Types> m_effects;  ///< as drawn, by trigger
};

}  // namespace stormbench::storming
