import { Kbd, Modal, Table } from '@mantine/core';
import { SHORTCUTS } from './shortcuts';

/** All shortcuts; drawn from the list that makes them work. */
export function ShortcutSheet({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keyboard"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {SHORTCUTS.map(({ keys, does }) => (
            <Table.Tr key={keys[0]}>
              <Table.Td w={64}>
                <Kbd>{keys[0]}</Kbd>
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Td>
              <Kbd>←</Kbd>
            </Table.Td>
            <Table.Td>Move the picture (all four arrows, while it has the focus)</Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
