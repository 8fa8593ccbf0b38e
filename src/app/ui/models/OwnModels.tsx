import { Group, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { FolderFile } from '@/app/browser/folderFiles';
import { importModel } from '@/app/flows/importModel';
import { notify } from '@/app/flows/notify';
import { refreshOwnModels } from '@/app/flows/ownModels';
import { FolderButton } from '@/app/ui/parts/FolderButton';
import { describeImport, type Message } from '@/app/ui/messages';
import { MessageBox } from '@/app/ui/parts/MessageBox';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './Models.module.css';
import { OwnModel } from './OwnModel';

/** Networks that were trained or brought here: used, renamed, taken away, removed; and the way in for others. */
export function OwnModels() {
  const ports = usePorts();
  const own = useAppState((state) => state.ownModels);
  const [message, setMessage] = useState<Message | null>(null);
  const [isImporting, setIsImporting] = useState(false);
  useEffect(() => void refreshOwnModels(ports), [ports]);
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(own.length);
  useEffect(() => {
    // the button that had the focus went with its network
    if (own.length < before.current && document.activeElement === document.body)
      heading.current?.focus();
    before.current = own.length;
  }, [own]);
  const take = async (given: readonly FolderFile[]) => {
    setIsImporting(true);
    const name = given[0]?.path.split('/')[0] ?? 'It';
    const reply = await importModel(ports, given);
    setIsImporting(false);
    setMessage(reply.ok ? null : describeImport(reply.failure, name));
    if (!reply.ok) return;
    const { kind, name: found } = reply.value;
    notify(
      ports,
      'done',
      kind === 'added'
        ? `${found} was checked and is kept on this device.`
        : `This network is here already, as ${found}.`,
    );
  };
  return (
    <section className={classes.choice} aria-label="Your own networks">
      <Title order={3} size="h4" ref={heading} tabIndex={-1}>
        Your own networks
      </Title>
      {own.length === 0 ? (
        <Text size="sm">
          None yet. <a href="#/train">Train one on your pictures</a>, or import one that was
          exported elsewhere.
        </Text>
      ) : (
        <ul className={classes.own}>
          {own.map((record) => (
            <OwnModel key={record.id} record={record} />
          ))}
        </ul>
      )}
      <Group gap="xs">
        <FolderButton
          label="Network as a ZIP"
          isFolder={false}
          variant="default"
          size="compact-sm"
          loading={isImporting}
          onFiles={(files) => void take(files)}
        >
          Import a ZIP
        </FolderButton>
        <FolderButton
          label="Folder of a network"
          variant="subtle"
          size="compact-sm"
          disabled={isImporting}
          onFiles={(files) => void take(files)}
        >
          Import a folder
        </FolderButton>
      </Group>
      {message !== null && <MessageBox message={message} onClose={() => setMessage(null)} />}
    </section>
  );
}
