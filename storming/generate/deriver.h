// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>

#include "storming/generate/topology.h"
#include "storming/geometry/element_graph.h"

namespace stormbench::storming {

/// One run of generation: fills a Topology step by step. Used by generate() only.
class Deriver {
public:
    explicit Deriver(const Board& board);
    [[nodiscard]] Topology run();

private:
    // derive_streams.cpp: which topic a message lives in
    void deriveMessages();
    void deriveEvent(const Element& event);
    void deriveCommand(const Element& command);
    const std::string& streamTopic(const Element& owner, TopicRole role);
    std::string nameTopic(const Element& owner, TopicRole role);
    void addMessage(const Element& element, MessageRole role, const std::string& topic,
        const std::string& keyField);
    [[nodiscard]] std::string uniqueType(const std::string& type) const;

    // derive_services.cpp: who sends and who reacts
    void deriveServices();
    void deriveActor(const Element& actor);
    void deriveHandler(const Element& handler, ServiceKind kind);
    void deriveImplicitHandler(const Element& command);
    void deriveReadModel(const Element& readModel);
    void deriveTimer(const Element& timer);
    void deriveExternalSource(const Element& event);
    std::vector<Emission> outcomes(
        const Element& handler, const Note& instance, const Element& command) const;
    std::vector<Emission> emissionsAfter(const Element& element) const;
    ServiceSpec makeService(const Element& element, ServiceKind kind) const;
    void addService(ServiceSpec service);
    bool beginsLife(const Element& command) const;

    // derive_reactions.cpp: policies and sagas
    void derivePolicy(const Element& policy, ServiceKind kind);
    std::vector<Emission> effectsOf(const Element& policy, const Element& trigger) const;
    std::vector<Emission> emissionsAfter(const Note& note) const;

    // derive_sagas.cpp: sagas that have steps
    void deriveSagas();
    void deriveSteps(const Element& saga, ServiceSpec& service);
    void settleReplies(const Element& saga, SagaPlan& plan);

    // derive_flow.cpp: what lights up on the board, and what is wrong with it
    void deriveFlow();
    void diagnoseEdges();
    void diagnoseNotes();
    void report(DiagnosticSeverity severity, const QString& message, std::vector<NoteId> notes);

    const std::string* typeOf(const Element& element) const;

    const Board& m_board;
    ElementGraph m_graph;
    Topology m_topology;
    std::map<const Element*, std::string> m_types;  ///< of events and commands that became messages
    std::map<std::pair<const Element*, TopicRole>, std::string> m_streams;
    std::map<const Element*, std::string> m_services;
    std::set<std::string> m_serviceIds;
};

}  // namespace stormbench::storming
