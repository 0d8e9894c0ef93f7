<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>AuditCommand</name>
    <message numerus="yes">
        <source>%n record(s), none broken.</source>
        <translation>
            <numerusform>%n record, none broken.</numerusform>
            <numerusform>%n records, none broken.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message numerus="yes">
        <source>%n picture(s) could not be answered; the table says why. Run the same command again to try them once more.</source>
        <translation>
            <numerusform>%n picture could not be answered; the table says why. Run the same command again to try it once more.</numerusform>
            <numerusform>%n pictures could not be answered; the table says why. Run the same command again to try them once more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message numerus="yes">
        <source>%n core(s) with AVX-512.</source>
        <translation>
            <numerusform>%n core with AVX-512.</numerusform>
            <numerusform>%n cores with AVX-512.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n core(s) with AVX2.</source>
        <translation>
            <numerusform>%n core with AVX2.</numerusform>
            <numerusform>%n cores with AVX2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with Chinese characters.</source>
        <translation>
            <numerusform>%n with Chinese characters.</numerusform>
            <numerusform>%n with Chinese characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message numerus="yes">
        <source>%n picture(s) could not be read and are missing.</source>
        <translation>
            <numerusform>%n picture could not be read and is missing.</numerusform>
            <numerusform>%n pictures could not be read and are missing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelUpdate</name>
    <message numerus="yes">
        <source>%1 has a newer revision %2 (here: %3): %n file(s) differ, %4 to download.</source>
        <translation>
            <numerusform>%1 has a newer revision %2 (here: %3): %n file differs, %4 to download.</numerusform>
            <numerusform>%1 has a newer revision %2 (here: %3): %n files differ, %4 to download.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelsCommand</name>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>%n second left</numerusform>
            <numerusform>%n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n minute left</numerusform>
            <numerusform>%n minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ChatService</name>
    <message numerus="yes">
        <source>%n message(s) of this conversation are damaged and left out.</source>
        <translation>
            <numerusform>%n message of this conversation is damaged and left out.</numerusform>
            <numerusform>%n messages of this conversation are damaged and left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::AttachmentCost</name>
    <message numerus="yes">
        <source>Cut into %n parts</source>
        <translation>
            <numerusform>Cut into %n part</numerusform>
            <numerusform>Cut into %n parts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Attachments</name>
    <message numerus="yes">
        <source>A question takes at most %n picture(s): remove one first.</source>
        <translation>
            <numerusform>A question takes at most %n picture: remove one first.</numerusform>
            <numerusform>A question takes at most %n pictures: remove one first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ConversationDesk</name>
    <message numerus="yes">
        <source>%n conversation(s) moved to the trash; kept there for 30 days.</source>
        <translation>
            <numerusform>%n conversation moved to the trash; kept there for 30 days.</numerusform>
            <numerusform>%n conversations moved to the trash; kept there for 30 days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could not be read and are missing.</source>
        <translation>
            <numerusform>%n picture could not be read and is missing.</numerusform>
            <numerusform>%n pictures could not be read and are missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %n conversation(s)</source>
        <translation>
            <numerusform>Export %n conversation</numerusform>
            <numerusform>Export %n conversations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DropOverlay</name>
    <message numerus="yes">
        <source>Drop to attach %n picture(s)</source>
        <translation>
            <numerusform>Drop to attach %n picture</numerusform>
            <numerusform>Drop to attach %n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FaultDesk</name>
    <message numerus="yes">
        <source>Approved. A screenshot that looks the same will find this answer, for %n day(s).</source>
        <translation>
            <numerusform>Approved. A screenshot that looks the same will find this answer, for %n day.</numerusform>
            <numerusform>Approved. A screenshot that looks the same will find this answer, for %n days.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FaultDialog</name>
    <message numerus="yes">
        <source>%n known fault(s) exported.</source>
        <translation>
            <numerusform>%n known fault exported.</numerusform>
            <numerusform>%n known faults exported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n known fault(s) imported.</source>
        <translation>
            <numerusform>%n known fault imported.</numerusform>
            <numerusform>%n known faults imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FaultText</name>
    <message numerus="yes">
        <source>It was approved %n day(s) ago.</source>
        <translation>
            <numerusform>It was approved %n day ago.</numerusform>
            <numerusform>It was approved %n days ago.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message numerus="yes">
        <source>So it was in %n more conversation(s).</source>
        <translation>
            <numerusform>So it was in %n more conversation.</numerusform>
            <numerusform>So it was in %n more conversations.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::PortDialog</name>
    <message numerus="yes">
        <source>%n request(s) in work</source>
        <translation>
            <numerusform>%n request in work</numerusform>
            <numerusform>%n requests in work</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::QueueStart</name>
    <message numerus="yes">
        <source>%n picture(s): ask the same about each, one after the other? Each gets a conversation of its own, and you can go on working meanwhile.</source>
        <translation>
            <numerusform>%n picture: ask about it in a conversation of its own? You can go on working meanwhile.</numerusform>
            <numerusform>%n pictures: ask the same about each, one after the other? Each gets a conversation of its own, and you can go on working meanwhile.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Attach the first %n</source>
        <translation>
            <numerusform>Attach the first one</numerusform>
            <numerusform>Attach the first %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::QueueWindow</name>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n min left</source>
        <translation>
            <numerusform>about %n min left</numerusform>
            <numerusform>about %n min left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SidebarMenu</name>
    <message numerus="yes">
        <source>Delete %n conversation(s) with the pictures for good?</source>
        <translation>
            <numerusform>Delete %n conversation with its pictures for good?</numerusform>
            <numerusform>Delete %n conversations with their pictures for good?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::StateText</name>
    <message numerus="yes">
        <source>%1 (with %n picture(s))</source>
        <translation>
            <numerusform>%1 (with %n picture)</numerusform>
            <numerusform>%1 (with %n pictures)</numerusform>
        </translation>
    </message>
</context>
</TS>
